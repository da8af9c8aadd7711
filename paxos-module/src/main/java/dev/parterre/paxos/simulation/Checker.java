package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Message.StateAt;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sees everything that the nodes of a run send, write and apply, and checks it against the
/// invariants of the papers at every step.
final class Checker {

  private record At(Ballot ballot, Slot slot) {}

  /// What a ballot proposes for a slot, and on which disks it is.
  private static final class Candidate {
    final Proposal proposal;
    final Set<NodeId> durableOn = new HashSet<>(4);

    Candidate(Proposal proposal) {
      this.proposal = proposal;
    }
  }

  private Memberships memberships;
  private int takeOvers;
  private Slot chosenUpTo = Slot.NONE;
  private final Counters counters;
  private final Timekeeper timekeeper;
  private final Set<CommandId> submitted = new HashSet<>();
  private final Map<At, Candidate> candidates = new HashMap<>();
  private final Set<Change> made = new HashSet<>();
  private final Set<NodeId> everMembers = new HashSet<>();
  private final Map<Slot, Proposal> chosen = new HashMap<>();
  private final Map<NodeId, Ballot> promised = new HashMap<>();
  private final Map<Ballot, Long> preparedBy = new HashMap<>();
  private final Map<Long, Long> digests = new HashMap<>();
  private long latestIndex;
  private long latestMillis;

  /// @param founders as they are meant to be
  Checker(Memberships founders, Counters counters, Timekeeper timekeeper) {
    this.timekeeper = timekeeper;
    memberships = founders;
    everMembers.addAll(founders.latest().ids());
    this.counters = counters;
  }

  /// How often a leader has asked another node to take over.
  int takeOvers() {
    return takeOvers;
  }

  void submitted(CommandId id) {
    submitted.add(id);
  }

  /// Called before a message is sent. Nothing may be sent that is not on disk; no promise may fall;
  /// no ballot may be used by two incarnations, or propose two values for a slot.
  ///
  /// @return a number that distinguishes this message from others
  long sent(Envelope envelope, NodeDisk disk, long incarnation) {
    var node = envelope.from();
    var content =
        switch (envelope.message()) {
          case Prepare(var ballot, var from) -> {
            check(!ballot.isAbove(disk.durablyPromised()), "a ballot is on disk before it is used");
            var first = preparedBy.putIfAbsent(ballot, incarnation);
            check(first == null || first == incarnation, "a ballot is used by one incarnation");
            yield 1 + mark(ballot, from);
          }
          case Promise promise -> 2 + promised(node, promise, disk);
          case Accepted(var ballot, var slot) -> {
            var candidate = candidates.get(new At(ballot, slot));
            var onDisk =
                (candidate != null && candidate.durableOn.contains(node))
                    || !slot.isAfter(disk.durablyDecided());
            check(onDisk, "an acceptance is on disk when it is said (A2)");
            neverFalls(node, ballot);
            yield 3 + mark(ballot, slot);
          }
          case Accept(var pvalue, var decided) -> {
            propose(pvalue);
            yield 4 + mark(pvalue.ballot(), pvalue.slot()) + 31 * decided.number();
          }
          case Preempted(var ballot) -> {
            counters.count(Sometimes.BALLOT_PREEMPTED);
            yield 5 + mark(ballot, Slot.NONE);
          }
          case Heartbeat heartbeat -> {
            timekeeper.says(node, heartbeat);
            var clock = heartbeat.clockMillis();
            var round = heartbeat.round();
            yield 6 + mark(heartbeat.ballot(), heartbeat.decided()) + 31 * (clock + 31 * round);
          }
          case HeartbeatAck(var ballot, var round, var decided) ->
              7 + mark(ballot, decided) + 31 * round;
          case Canvass(var round, var decided) -> 8 + mark(Ballot.NONE, decided) + 31 * round;
          case Missed(var round) -> 9 + 31 * round;
          case Learn(var slot) -> 10 + mark(Ballot.NONE, slot);
          case Decided(var decisions, var decided) -> {
            counters.count(Sometimes.CAUGHT_UP);
            yield 11 + mark(Ballot.NONE, decided) + 31L * decisions.size();
          }
          case SnapshotOffer(var slot, var bytes, _) -> 15 + mark(Ballot.NONE, slot) + 31 * bytes;
          case TakeOver(var ballot) -> {
            takeOvers++;
            yield 16 + mark(ballot, Slot.NONE);
          }
          case AskHandOver(var to) -> 17 + 31L * to.value();
          case AskChange(var change) -> 18 + 31L * change.hashCode();
          case AskDirective(var directive) -> 25 + 31L * directive.hashCode();
          case Pulse(var pace, var stamp, var echo) -> 27 + 31 * (pace + 31 * (stamp + 31 * echo));
          case StateAt(var slot, var digest) -> 26 + 31L * slot.number() + digest;
          case ChangeRefused(var change, var why) -> 19 + 31L * change.hashCode() + why.ordinal();
          case Forward(var commands) -> 12 + 31L * commands.hashCode();
          case Follows(var leader, var ballot) ->
              20 + mark(ballot, Slot.NONE) + 31L * leader.value();
          case Relay(var origin, var to, var inner) ->
              21 + 31L * (origin.value() + 31L * (to.value() + 31L * mark(inner)));
          case AskRead(var asker, var number) -> 13 + 31 * (asker + 31 * number);
          case ReadAt(var asker, var number, var slot) ->
              14 + mark(Ballot.NONE, slot) + 31 * (asker + 31 * number);
        };
    return (content * 31 + node.value()) * 31 + envelope.to().value();
  }

  /// The hash of an enum is another in each process.
  private static long mark(Message relayed) {
    return relayed instanceof ChangeRefused(var change, var why)
        ? 31L * change.hashCode() + why.ordinal()
        : relayed.hashCode();
  }

  private static long mark(Ballot ballot, Slot slot) {
    return ((ballot.round() * 31 + ballot.node().value()) * 4099 + slot.number()) << 10;
  }

  private long promised(NodeId node, Promise promise, NodeDisk disk) {
    check(
        !promise.ballot().isAbove(disk.durablyPromised()), "a promise is on disk when it is said");
    check(!promise.decided().isAfter(disk.durablyDecided()), "a watermark promised is on disk");
    neverFalls(node, promise.ballot());
    timekeeper.promised(node, promise);
    if (!promise.accepted().isEmpty()) {
      counters.count(Sometimes.ELECTION_WITH_ACCEPTANCES);
    }
    return mark(promise.ballot(), promise.decided()) + 31L * promise.accepted().size();
  }

  private void neverFalls(NodeId node, Ballot ballot) {
    var before = promised.put(node, ballot);
    check(before == null || !before.isAbove(ballot), "promises never fall (A1)");
  }

  private Candidate propose(PValue pvalue) {
    var at = new At(pvalue.ballot(), pvalue.slot());
    var candidate = candidates.get(at);
    if (candidate == null) {
      candidate = new Candidate(pvalue.proposal());
      timekeeper.proposed(pvalue.proposal());
      candidates.put(at, candidate);
    }
    check(
        isSame(candidate.proposal, pvalue.proposal()),
        "a ballot proposes one value for a slot (L1)");
    return candidate;
  }

  /// This acceptance will survive a power failure.
  void durablyAccepted(NodeId node, PValue pvalue) {
    var candidate = propose(pvalue);
    check(
        !pvalue.slot().isAfter(chosenUpTo.plus(Memberships.LEAD_SLOTS)),
        "who decides slot " + pvalue.slot() + " is decided before anything is accepted in it");
    var accepting = memberships.at(pvalue.slot()).accepting();
    if (candidate.durableOn.add(node) && accepting.isMetBy(candidate.durableOn)) {
      var before = chosen.putIfAbsent(pvalue.slot(), pvalue.proposal());
      if (before == null) {
        countReforms(pvalue);
      }
      check(
          before == null || isSame(before, pvalue.proposal()),
          "one value is chosen in a slot (R1): slot " + pvalue.slot());
      countChosen();
    }
  }

  private void countChosen() {
    for (var next = chosenUpTo.next(); chosen.containsKey(next); next = chosenUpTo.next()) {
      var after = new Decision(next, chosen.get(next)).after(memberships);
      if (chosen.get(next) instanceof Reconfigure(var change)) {
        reformed(change, after);
      }
      memberships = after;
      chosenUpTo = next;
    }
  }

  /// Checks the purpose of the rule: the id of a former member is never used again.
  private void reformed(Change change, Memberships after) {
    if (after.equals(memberships)) {
      counters.count(Sometimes.CHANGE_OF_MEMBERS_LOST_A_RACE);
      return;
    }
    timekeeper.members(after.latest().ids().size());
    check(made.add(change), "a change is made once: " + change);
    change.coming().ifPresent(id -> check(everMembers.add(id), "an id is used once: " + id));
    counters.count(
        switch (change) {
          case Change.Add _ -> Sometimes.MEMBER_ADDED;
          case Change.Remove _ -> Sometimes.MEMBER_REMOVED;
          case Change.Replace _ -> Sometimes.MEMBER_REPLACED;
        });
  }

  private void countReforms(PValue pvalue) {
    if (pvalue.proposal() instanceof Reconfigure(var change)
        && change.going().equals(Optional.of(pvalue.ballot().node()))) {
      counters.count(Sometimes.LEADER_REMOVED_ITSELF);
    }
  }

  /// The members that were decided last.
  Set<NodeId> members() {
    return memberships.latest().ids();
  }

  boolean isMade(Change change) {
    return made.contains(change);
  }

  int changesMade() {
    return made.size();
  }

  /// Whether those who decide the slots after `known` can do so without those that are lost.
  boolean canDecideAfter(Slot known, Predicate<NodeId> lost) {
    var rulings = memberships.rulings();
    for (var membership : rulings.tailMap(rulings.floorKey(known.next()), true).values()) {
      var left = membership.ids().stream().filter(lost.negate()).count();
      if (left < Math.max(membership.electing().size(), membership.accepting().size())) {
        return false;
      }
    }
    return true;
  }

  /// A node considers a slot decided.
  void decided(Slot slot, Proposal proposal) {
    var before = chosen.get(slot);
    check(before != null, "what is decided is durable on a quorum: slot " + slot);
    check(isSame(proposal, before), "one value is decided in a slot (R1): slot " + slot);
    switch (proposal) {
      case NoOp(), Reconfigure _, Administer _ -> {}
      case Batch(_, var commands) -> {
        for (var command : commands) {
          check(submitted.contains(command.id()), "only what was submitted is decided");
        }
      }
    }
  }

  /// Mostly it is the same object, since messages are usually not encoded.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Proposal one, @Nullable Proposal other) {
    return one == other || one.equals(other);
  }

  /// Every replica shows the same state at the same index.
  void applied(long index, long digest) {
    var before = digests.putIfAbsent(index, digest);
    check(before == null || before == digest, "equal states at index " + index);
  }

  /// A replica has come this far.
  void reached(long index, long timeMillis) {
    latestIndex = Math.max(latestIndex, index);
    latestMillis = Math.max(latestMillis, timeMillis);
  }

  long latestIndex() {
    return latestIndex;
  }

  long latestMillis() {
    return latestMillis;
  }

  /// A read shows the state at its index, not an earlier or later one.
  void read(long index, long digest) {
    var last = digests.getOrDefault(index, digests.getOrDefault(-index, 0L));
    check(last == digest, "a read shows the state at its index " + index);
  }

  int decidedSlots() {
    return chosen.size();
  }
}
