package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.util.List;

/// What a replica knows from the start.
///
/// @param incarnation differs at every start of the node
/// @param contacts whom a node that is not a member asks
/// @param windowSlots slots that may be open after the last decided one
/// @param batchCommands the most commands in one slot
/// @param batchBytes the most bytes of commands in one slot; a larger command has a slot to itself
/// @param pendingCommands the most commands that a leader queues; what is forwarded beyond that is
///   dropped
/// @param pendingBytes the most bytes of commands that a leader queues, likewise
/// @param heartbeatMillis between two heartbeats of an idle leader
/// @param silenceMillis a leader that was not heard for this long, and up to half as long again, is
///   missed
/// @param resendMillis an unanswered message is resent after this long
/// @param tickMillis while the state machine waits for a time, at most this much replicated time
///   passes without being made durable
public record Settings(
    NodeId self,
    long incarnation,
    List<NodeId> contacts,
    int windowSlots,
    int batchCommands,
    int batchBytes,
    int pendingCommands,
    long pendingBytes,
    int heartbeatMillis,
    int silenceMillis,
    int resendMillis,
    int tickMillis) {

  public Settings {
    contacts = List.copyOf(contacts);
    if (windowSlots < 1 || windowSlots > Memberships.LEAD_SLOTS) {
      throw new IllegalArgumentException("a window of " + windowSlots + " slots");
    }
    if (resendMillis > silenceMillis / 2) {
      throw new IllegalArgumentException("a resend of more than half the silence");
    }
  }
}
