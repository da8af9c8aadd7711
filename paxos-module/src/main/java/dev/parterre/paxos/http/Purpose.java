package dev.parterre.paxos.http;

import dev.parterre.paxos.format.MalformedException;
import org.jspecify.annotations.Nullable;

/// What a peer is asked for, and where.
enum Purpose {
  /// An endless answer with what is small: an ordinary slot, heartbeats, votes.
  CONTROL("/paxos/control", "GET"),
  /// An endless answer with what is large, so that nothing else waits behind it.
  BULK("/paxos/bulk", "GET"),
  /// To listen to what is said in the body: by whoever is not asked himself.
  TALK("/paxos/talk", "POST"),
  /// A piece of a snapshot.
  SNAPSHOT("/paxos/snapshot", "GET"),
  /// Who it is.
  TRIAL("/paxos/trial", "GET");

  final String path;
  final String method;

  Purpose(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /// Null if there is nothing to be asked for.
  static @Nullable Purpose at(@Nullable String path) {
    for (var purpose : values()) {
      if (purpose.path.equals(path)) {
        return purpose;
      }
    }
    return null;
  }

  static Purpose of(byte ordinal) throws MalformedException {
    if (ordinal < 0 || ordinal >= values().length) {
      throw new MalformedException("a purpose of unknown type " + ordinal);
    }
    return values()[ordinal];
  }
}
