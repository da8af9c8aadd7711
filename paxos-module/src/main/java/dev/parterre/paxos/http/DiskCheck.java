package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Judges what a peer says of its disk, before anything it says is listened to: who lost its disk,
/// or got an older copy of it, has forgotten votes and does not know it. Called on the transport's
/// own threads; what is asked at the same time may have been said in another order.
@FunctionalInterface
public interface DiskCheck {

  /// @param storage the name of the peer's disk
  /// @param incarnation differs at every start of the peer
  /// @param forcedThrough the last log sequence that the peer knows to be durable
  /// @return why the peer must not be listened to, as a clause; null when nothing speaks against it
  @Nullable String objection(NodeId peer, UUID storage, long incarnation, long forcedThrough);

  /// Whether the peer's disk, to which there is no objection, was known before the peer was started
  /// last.
  default boolean knewBefore(NodeId peer) {
    return false;
  }
}
