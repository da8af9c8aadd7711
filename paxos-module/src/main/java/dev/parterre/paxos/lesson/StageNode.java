package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Replica;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One node: the real replica, its disk, and the loop around them, which keeps the order of
/// [Effects] as the production loop does, and can crash between any two parts of it.
final class StageNode {

  private final NodeId id;
  private final Stage stage;
  private final Narrator narrator;
  private final StageDisk disk = new StageDisk();
  private final ArrayDeque<Input> loopback = new ArrayDeque<>();
  private final TreeMap<Slot, Proposal> state = new TreeMap<>();
  private @Nullable Replica replica;
  private int incarnation;
  private Ballot followed = Ballot.NONE;
  private @Nullable Ballot standing;
  private long standingSince;
  private @Nullable CrashPoint armed;

  StageNode(NodeId id, Stage stage) {
    this.id = id;
    this.stage = stage;
    narrator = new Narrator(id, stage);
  }

  NodeId id() {
    return id;
  }

  StageDisk disk() {
    return disk;
  }

  /// What this node knows to be decided.
  SortedMap<Slot, Proposal> state() {
    return state;
  }

  /// Begins with what is on the disk, as a process does.
  void start() {
    incarnation++;
    followed = Ballot.NONE;
    standing = null;
    state.clear();
    state.putAll(disk.state());
    var snapshot = disk.snapshot();
    var decided = disk.decidedUpTo();
    var begun =
        new Replica(
            stage.settings(id, incarnation),
            disk.promised(),
            List.copyOf(disk.accepted().tailMap(decided, false).values()),
            decided,
            snapshot == null ? stage.founders(id) : snapshot.memberships(),
            stage.seedOf(id, incarnation),
            stage.now());
    if (snapshot != null) {
      begun.snapshotTook(snapshot.timeMillis());
    }
    disk.decisionsFrom(disk.first()).forEach(begun::recovered);
    replica = begun;
  }

  /// The power fails: the memory is gone, and of the disk what was not forced.
  void crash() {
    narrator.crashed(disk.unforced());
    stop();
  }

  /// Likewise, without a word.
  void stop() {
    disk.crash();
    replica = null;
    armed = null;
    loopback.clear();
    state.clear();
  }

  void crashAt(CrashPoint point) {
    armed = point;
  }

  boolean isUp() {
    return replica != null;
  }

  /// @throws LessonException when the node is down
  Replica replica() {
    if (replica == null) {
      throw new LessonException("node " + id + " is down");
    }
    return replica;
  }

  /// Raises a ballot by hand: as if the leader that it follows had told it to take over, which is
  /// how the core lets a node stand without waiting for its patience to end.
  void stand() {
    if (!replica().isMember()) {
      throw new LessonException("node " + id + " is no member and cannot lead");
    } else if (leads() || standing() != null) {
      var doing = leads() ? "leads" : "asks for votes";
      throw new LessonException("node " + id + " already " + doing + " under " + followed);
    }
    take(new Input.Relayed(followed.node(), new Message.TakeOver(followed)));
  }

  boolean leads() {
    return replica != null && id.equals(replica.leader());
  }

  /// The ballot under which it asks for votes; the core gives up after a silence.
  @Nullable Ballot standing() {
    var current = stage.now().millis() - standingSince < Stage.SILENCE_MILLIS;
    return replica != null && current ? standing : null;
  }

  /// The highest ballot that it follows, or led or stood under.
  Ballot followed() {
    return followed;
  }

  /// When it wants a turn although nothing came in.
  boolean isDue() {
    return replica != null && replica.deadline(stage.now()) <= stage.now().millis();
  }

  /// Takes one input, and what it then says to itself.
  void take(Input input) {
    loopback.add(input);
    while (!loopback.isEmpty() && replica != null) {
      var next = loopback.remove();
      var effects = replica.step(stage.now(), List.of(next));
      if (!obey(effects, next)) {
        crash();
      }
    }
  }

  /// @return false when it came to the point where it is to crash
  private boolean obey(Effects effects, Input cause) {
    effects.notices().forEach(this::noteLeader);
    narrator.led(effects);
    if (!send(effects.now()) || !write(effects) || !send(effects.afterForce())) {
      return false;
    }
    for (var decision : effects.decisions()) {
      stage.ledger().decided(id, decision);
      state.put(decision.slot(), decision.proposal());
      narrator.decided(decision, cause);
    }
    effects.notices().forEach(this::heed);
    return true;
  }

  private void noteLeader(Notice notice) {
    if (notice instanceof Notice.LeaderChanged(var leader, var ballot, _)) {
      followed = ballot;
      standing = leader == null && ballot.equals(standing) ? standing : null;
    } else if (notice instanceof Notice.ElectionStarted(var ballot)) {
      standing = ballot;
      standingSince = stage.now().millis();
    }
  }

  /// What it says to itself takes the next turn and does not count as said.
  private boolean send(List<Envelope> envelopes) {
    for (var envelope : envelopes) {
      if (envelope.to().equals(id)) {
        loopback.add(new Input.Received(id, envelope.message()));
        continue;
      }
      var kind = Kind.of(envelope.message());
      if (armed != null && armed.isBefore(kind)) {
        return false;
      }
      stage.send(envelope);
      narrator.sent(envelope);
      if (armed != null && armed.isAfter(kind)) {
        return false;
      }
    }
    narrator.endSending();
    return true;
  }

  private boolean write(Effects effects) {
    if (!effects.writes().isEmpty()) {
      if (armed == CrashPoint.BEFORE_WRITE) {
        return false;
      }
      disk.append(effects.writes());
      if (armed == CrashPoint.AFTER_WRITE) {
        return false;
      }
    }
    var binding = effects.writes().stream().anyMatch(LogRecord::binds);
    var unforced = !disk.unforced().isEmpty();
    return !(binding || (unforced && !effects.afterForce().isEmpty())) || force();
  }

  private boolean force() {
    if (armed == CrashPoint.BEFORE_FORCE) {
      return false;
    }
    for (var record : disk.force()) {
      narrator.forced(record);
      if (record instanceof LogRecord.AcceptedValue(PValue pvalue)
          && stage.ledger().forced(id, pvalue)) {
        narrator.chosen(pvalue);
      }
    }
    return armed != CrashPoint.AFTER_FORCE;
  }

  private void heed(Notice notice) {
    switch (notice) {
      case Notice.CatchUp(var peer, var from) -> teach(peer, from);
      case Notice.Offered(var peer, _, _, _) -> fetch(peer);
      case Notice.ChangeEnded(var change, var objection) ->
          narrator.changeEnded(change, objection, replica().memberships());
      case Notice.HeldUp(_, _, var successor, _) ->
          stage.chronicle().say(id, "is held up, and hands over to " + successor);
      case Notice.LeaderChanged _, Notice.ElectionStarted _, Notice.MembersChanged _ -> {}
      case Notice.ReadReady _, Notice.StateTold _, Notice.TimeWithheld _ -> {}
    }
  }

  /// Tells what the log still has; of what is only in a snapshot, that there is one.
  private void teach(NodeId peer, Slot from) {
    if (disk.first().isAfter(from)) {
      if (disk.snapshot() == null) {
        takeSnapshot();
      }
      var snapshot = disk.snapshot();
      if (snapshot != null) {
        var bytes = snapshot.state().size();
        say(peer, new Message.SnapshotOffer(snapshot.slot(), bytes, snapshot.hashCode()));
      }
      return;
    }
    var decisions = disk.decisionsFrom(from);
    if (!decisions.isEmpty()) {
      say(peer, new Message.Decided(decisions, replica().decided()));
    }
  }

  private void say(NodeId peer, Message message) {
    send(List.of(new Envelope(id, peer, message)));
  }

  /// Keeps the state as of the last decided slot, and forgets the log up to there.
  void takeSnapshot() {
    var decided = replica().decided();
    var stamps = state.values().stream().filter(Proposal.Batch.class::isInstance);
    var time = stamps.mapToLong(each -> ((Proposal.Batch) each).stampMillis()).max().orElse(0);
    disk.keep(new StageDisk.Snapshot(decided, replica().memberships(), new TreeMap<>(state), time));
    narrator.tookSnapshot(decided);
  }

  /// A snapshot comes as a file, beside the messages; here all at once.
  private void fetch(NodeId peer) {
    var offered = stage.snapshotOf(peer, id);
    if (offered != null) {
      disk.keep(offered);
      state.clear();
      state.putAll(offered.state());
      var installed =
          new Input.Installed(offered.slot(), offered.memberships(), offered.timeMillis());
      loopback.addFirst(installed);
      narrator.fetched(peer, offered.slot());
    }
  }
}
