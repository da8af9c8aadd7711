package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Judges what a peer says about its disk, before anything else it says is listened to: a peer that
/// lost its disk, or got an older copy of it, has forgotten votes without knowing. Called on the
/// transport's own threads; calls made at the same time may come in another order than the peer's
/// statements.
@FunctionalInterface
public interface DiskCheck {

  /// @param storage the name of the peer's disk
  /// @param incarnation differs at every start of the peer
  /// @param forcedThrough the last log sequence that the peer knows to be durable
  /// @return why the peer must not be listened to, as a clause; null when there is no objection
  @Nullable String objection(NodeId peer, UUID storage, long incarnation, long forcedThrough);

  /// Whether the peer's disk, to which there is no objection, was known before the peer's last
  /// start.
  default boolean knewBefore(NodeId peer) {
    return false;
  }
}
