package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Quorum;
import dev.parterre.paxos.core.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Sees everything that the nodes of a run say, write and apply, and holds it against the
/// invariants of the papers at every step.
final class Checker {

  private record At(Ballot ballot, Slot slot) {}

  private final Quorum quorum;
  private final Set<CommandId> submitted = new HashSet<>();
  private final Map<At, Proposal> proposed = new HashMap<>();
  private final Map<At, Set<NodeId>> accepted = new HashMap<>();
  private final Set<Slot> chosen = new HashSet<>();
  private final Map<Slot, Proposal> decided = new HashMap<>();
  private final Map<NodeId, Ballot> promised = new HashMap<>();
  private final Map<Ballot, Long> preparedBy = new HashMap<>();
  private final Map<Long, Long> digests = new HashMap<>();

  Checker(Quorum majority) {
    quorum = majority;
  }

  void submitted(CommandId id) {
    submitted.add(id);
  }

  /// Before a message leaves: nothing is said that is not on disk; no promise falls; no ballot is
  /// used by two incarnations; no ballot proposes two values for a slot.
  void sent(Envelope envelope, SimulatedDisk disk, long incarnation) {
    var node = envelope.from();
    switch (envelope.message()) {
      case Prepare(var ballot, _) -> {
        check(!ballot.isAbove(disk.durablyPromised()), "a ballot is on disk before it is used");
        var first = preparedBy.putIfAbsent(ballot, incarnation);
        check(first == null || first == incarnation, "a ballot is used by one incarnation");
      }
      case Promise promise -> {
        check(
            !promise.ballot().isAbove(disk.durablyPromised()),
            "a promise is on disk when it is said");
        check(!promise.decided().isAfter(disk.durablyDecided()), "a watermark promised is on disk");
        neverFalls(node, promise.ballot());
      }
      case Accepted(var ballot, var slot) -> {
        var onDisk =
            accepted.getOrDefault(new At(ballot, slot), Set.of()).contains(node)
                || !slot.isAfter(disk.durablyDecided());
        check(onDisk, "an acceptance is on disk when it is said (A2)");
        neverFalls(node, ballot);
      }
      case Accept(var pvalue, _) -> proposed(pvalue);
      case Preempted _, Heartbeat _, HeartbeatAck _, Canvass _, Missed _ -> {}
      case Learn _, Decided _, Forward _, AskRead _, ReadAt _ -> {}
    }
  }

  private void neverFalls(NodeId node, Ballot ballot) {
    var before = promised.getOrDefault(node, Ballot.NONE);
    check(!before.isAbove(ballot), "promises never fall (A1)");
    promised.put(node, ballot);
  }

  private void proposed(PValue pvalue) {
    var at = new At(pvalue.ballot(), pvalue.slot());
    var before = proposed.putIfAbsent(at, pvalue.proposal());
    check(
        before == null || before.equals(pvalue.proposal()),
        "a ballot proposes one value for a slot (L1)");
  }

  /// This acceptance will survive a power failure.
  void durablyAccepted(NodeId node, PValue pvalue) {
    var at = new At(pvalue.ballot(), pvalue.slot());
    proposed(pvalue);
    var nodes = accepted.computeIfAbsent(at, _ -> new HashSet<>());
    nodes.add(node);
    if (quorum.isMetBy(nodes)) {
      agreed(pvalue.slot(), pvalue.proposal());
      chosen.add(pvalue.slot());
    }
  }

  /// A node takes a slot for decided.
  void decided(NodeId node, Slot slot, Proposal proposal) {
    check(chosen.contains(slot), "what is decided is durable on a quorum: slot " + slot);
    agreed(slot, proposal);
    switch (proposal) {
      case NoOp() -> {}
      case Batch(_, var commands) ->
          commands.forEach(
              command ->
                  check(submitted.contains(command.id()), "only what was submitted is decided"));
    }
  }

  private void agreed(Slot slot, Proposal proposal) {
    var before = decided.putIfAbsent(slot, proposal);
    check(
        before == null || before.equals(proposal),
        "one value is decided in slot " + slot + " (R1)");
  }

  /// Every replica shows the same state at the same index.
  void applied(long index, long digest) {
    var before = digests.putIfAbsent(index, digest);
    check(before == null || before == digest, "equal states at index " + index);
  }

  int decidedSlots() {
    return decided.size();
  }
}
