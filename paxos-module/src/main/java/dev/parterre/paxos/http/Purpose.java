package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/// What a peer is asked for, and at which path.
enum Purpose {
  /// An endless answer with small messages: an ordinary slot, heartbeats, votes.
  CONTROL("/paxos/control", "GET"),
  /// An endless answer with large messages, so that nothing else waits behind them.
  BULK("/paxos/bulk", "GET"),
  /// Sends messages in the body of the request: for a replica that nobody asks for them.
  TALK("/paxos/talk", "POST"),
  /// A piece of a snapshot.
  SNAPSHOT("/paxos/snapshot", "GET"),
  /// Nothing but its identity.
  TRIAL("/paxos/trial", "GET");

  final String path;
  final String method;

  Purpose(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /// Null if there is nothing at this path.
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
      throw new MalformedException("an unknown purpose, " + ordinal);
    }
    return values()[ordinal];
  }
}
