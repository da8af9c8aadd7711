package dev.parterre.paxos.simulation.files;

import java.io.IOException;

/// Called before every operation that could change files, or make a change durable. If it throws,
/// the operation does not take place, or only half of it.
public interface Touch {

  /// The operation that is about to happen.
  enum Kind {
    CREATE,
    WRITE,
    FORCE,
    MOVE,
    DELETE,
    FORCE_DIRECTORY
  }

  void before(Kind kind) throws IOException;
}
