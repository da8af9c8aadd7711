package dev.parterre.paxos.http;

import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.Format;
import org.jspecify.annotations.Nullable;

/// Another replica, whoever asks whom.
final class Contact {

  final NodeId id;
  final Outbox outbox;

  /// What each request and response of it must carry: another process may have taken over its port.
  final String proof;

  /// What our requests and responses to it carry.
  final String ourProof;

  private volatile int version = Format.VERSION;

  Contact(NodeId id, Node self, Outbox outbox) {
    this.id = id;
    this.outbox = outbox;
    this.proof = self.secret().proof(id, self.id());
    this.ourProof = self.secret().proof(self.id(), id);
  }

  boolean isProof(@Nullable String given) {
    return given != null && Secret.areEqual(proof, given);
  }

  /// The format in which it is written to: the newest that both sides know. Before anything is
  /// known of it, our newest: a replica that does not know that one says so.
  int version() {
    return version;
  }

  /// Told by each request and response of it, so that it is found out at once when it comes back
  /// with another version.
  void reads(int newest) {
    version = Math.clamp(newest, Format.OLDEST, Format.VERSION);
  }

  /// @return null when nothing speaks against listening to it
  @Nullable String objection(Greeting greeting, DiskCheck check) {
    var disk = greeting.disk();
    return disk == null
        ? null
        : check.objection(id, disk.storage(), disk.incarnation(), disk.forcedThrough());
  }
}
