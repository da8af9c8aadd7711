package dev.parterre.paxos;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Replica;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a node sees itself and its cluster at one moment.
///
/// @param leader whom it follows, itself if it leads, null if it knows none
/// @param ballot the highest it has promised
/// @param decided all slots up to this one are known to be decided
/// @param applied the last slot applied to the state machine
/// @param index the number of commands applied
/// @param digest of the replicated state at `index`
/// @param timeMillis the replicated time
/// @param rules by which the state goes
/// @param level the format level on which all members agreed; see [FormatLevel]
/// @param outcomes how many are remembered
/// @param held the slot that could not be applied here, so that this node serves nobody
/// @param snapshot all slots up to this one are in a durable snapshot
/// @param voting whether this node is a member; if not, it only learns
/// @param members every replica that is a member or will be soon, in order of their ids
public record Status(
    NodeId self,
    @Nullable NodeId leader,
    Ballot ballot,
    Slot decided,
    Slot applied,
    long index,
    long digest,
    long timeMillis,
    Rules rules,
    int level,
    int outcomes,
    @Nullable Slot held,
    Slot snapshot,
    boolean voting,
    List<Member> members) {

  /// @param address at which the others reach it
  /// @param reachable whether it was heard lately; a node always reaches itself
  /// @param applied the last slot that it said it has applied: under load some hundred slots and
  ///   some hundred milliseconds behind, at rest the last; [Slot#NONE] while it has said nothing
  public record Member(NodeId id, String address, boolean reachable, Slot applied) {}

  /// @param snapshot the last slot in a snapshot
  static Status of(
      NodeId self,
      Replica replica,
      ReplicatedState<?> state,
      Slot applied,
      @Nullable Slot held,
      Slot snapshot,
      Digests digests,
      Time now) {
    var members = new ArrayList<Member>();
    replica
        .memberships()
        .addressesFrom(replica.decided().next())
        .forEach(
            (id, address) -> {
              var isReachable = replica.isReachable(id, now);
              var appliedThere = id.equals(self) ? applied : digests.appliedBy(id);
              members.add(new Member(id, address, isReachable, appliedThere));
            });
    return new Status(
        self,
        replica.leader(),
        replica.promised(),
        replica.decided(),
        applied,
        state.index(),
        state.digest(),
        state.stampMillis(),
        state.rules(),
        state.level(),
        state.outcomeCount(),
        held,
        snapshot,
        replica.isMember(),
        List.copyOf(members));
  }
}
