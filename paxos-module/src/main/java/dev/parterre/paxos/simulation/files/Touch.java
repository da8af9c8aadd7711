package dev.parterre.paxos.simulation.files;

import java.io.IOException;

/// Runs before every touch of the files that could change them or make a change durable; it does
/// not take place, or only by half, when this throws.
public interface Touch {

  /// What is about to be done.
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
