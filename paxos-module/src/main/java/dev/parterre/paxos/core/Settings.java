package dev.parterre.paxos.core;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a replica knows from the start.
///
/// @param incarnation differs at every start of the node
/// @param electing quorum of phase 1
/// @param accepting quorum of phase 2
/// @param windowSlots slots that may be open after the last decided one
/// @param batchCommands at most so many commands in a slot
/// @param batchBytes of the commands in a slot; a larger command has a slot for itself
/// @param pendingCommands a leader queues no more than this; what is forwarded beyond is dropped
/// @param heartbeatMillis between two heartbeats of an idle leader
/// @param silenceMillis a leader not heard for so long, and up to half as long again, is missed
/// @param resendMillis an unanswered message is sent again after so long
public record Settings(
    NodeId self,
    long incarnation,
    Quorum electing,
    Quorum accepting,
    int windowSlots,
    int batchCommands,
    int batchBytes,
    int pendingCommands,
    int heartbeatMillis,
    int silenceMillis,
    int resendMillis) {

  public Settings {
    if (!electing.intersects(accepting)) {
      throw new IllegalArgumentException("the quorums of the two phases need not meet");
    }
    if (!electing.members().contains(self)) {
      throw new IllegalArgumentException("replica " + self + " is not a member");
    }
  }

  Set<NodeId> members() {
    return electing.members();
  }

  /// The other members, in order of their ids.
  List<NodeId> peers() {
    return members().stream()
        .filter(member -> !member.equals(self))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
