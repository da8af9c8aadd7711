package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.util.List;

/// What a replica knows from the start.
///
/// @param incarnation differs at every start of the node
/// @param contacts whom it asks while it does not know who the members are
/// @param windowSlots slots that may be open after the last decided one
/// @param batchCommands at most so many commands in a slot
/// @param batchBytes of the commands in a slot; a larger command has a slot for itself
/// @param pendingCommands a leader queues no more than this; what is forwarded beyond is dropped
/// @param pendingBytes of the commands that a leader queues, likewise
/// @param heartbeatMillis between two heartbeats of an idle leader
/// @param silenceMillis a leader not heard for so long, and up to half as long again, is missed
/// @param resendMillis an unanswered message is sent again after so long
/// @param tickMillis while the state machine waits for a time, so much replicated time at most
///   passes without being durable
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
