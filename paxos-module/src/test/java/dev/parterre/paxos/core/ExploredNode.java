package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One node in one of its possible states: a real [Replica], its disk, and what it reported as
/// decided. Its behaviour depends on nothing else, so each of its answers is computed only once.
/// The replica itself is not kept: the inputs that led to the state lead there again.
final class ExploredNode {

  /// Time stands still.
  static final Time NOW = new Time(1, 1_000_000);

  private static final Memberships FOUNDERS = Cluster.founders(Explorer.NODES);

  /// The result of an event at this node.
  ///
  /// @param sent the messages that it sent
  /// @param crashes the same event, with a crash in the middle
  record Outcome(ExploredNode next, List<Envelope> sent, Supplier<List<Outcome>> crashes) {

    private Outcome behind(List<Envelope> before) {
      var all = new ArrayList<>(before);
      all.addAll(sent);
      return new Outcome(next, all, crashes);
    }
  }

  /// Something that happens to a replica.
  private interface Event {
    Effects happenTo(Replica replica);
  }

  private final NodeId self;
  private final int starts;
  private final ExploredDisk found;
  private final List<Event> events;
  private final ExploredDisk disk;
  private final TreeMap<Slot, Proposal> decided;
  private final String digest;
  private final boolean leads;

  private ExploredNode(
      NodeId self,
      int starts,
      ExploredDisk found,
      List<Event> events,
      ExploredDisk disk,
      TreeMap<Slot, Proposal> decided,
      Replica replica) {
    this.self = self;
    this.starts = starts;
    this.found = found;
    this.events = events;
    this.disk = disk;
    this.decided = decided;
    leads = self.equals(replica.leader());
    digest = self + " " + starts + Digest.of(disk) + Digest.of(decided) + Digest.of(replica);
  }

  static ExploredNode start(NodeId self) {
    return restart(self, 1, ExploredDisk.EMPTY, new TreeMap<>());
  }

  private static ExploredNode restart(
      NodeId self, int starts, ExploredDisk found, TreeMap<Slot, Proposal> decided) {
    var replica = replica(self, found);
    if (!replica.promised().equals(found.promised())) {
      throw new Violation("restarted, it promises " + replica.promised() + ", not what is on disk");
    }
    return new ExploredNode(self, starts, found, List.of(), found, decided, replica);
  }

  private static Replica replica(NodeId self, ExploredDisk found) {
    var open = List.copyOf(found.votes().values());
    var settings = Cluster.settings(self, Explorer.NODES);
    var replica =
        new Replica(settings, found.promised(), open, found.decided(), FOUNDERS, self.value(), NOW);
    found.decisions().forEach(replica::recovered);
    return replica;
  }

  /// The event, and the messages to the node itself that follow from it: those are taken in the
  /// node's next turns, before anything that comes from others.
  private Outcome after(Event event) {
    var sent = new ArrayList<Envelope>();
    var crashes = new ArrayList<Supplier<List<Outcome>>>();
    var toSelf = new ArrayDeque<Event>(List.of(event));
    var node = this;
    while (!toSelf.isEmpty()) {
      var turn = node.turn(toSelf.remove());
      node = turn.next;
      var before = List.copyOf(sent);
      crashes.add(() -> turn.crashes.get().stream().map(each -> each.behind(before)).toList());
      for (var envelope : turn.sent) {
        if (envelope.to().equals(self)) {
          toSelf.add(arrival(envelope));
        } else {
          sent.add(envelope);
        }
      }
    }
    return new Outcome(node, sent, () -> crashes.stream().flatMap(c -> c.get().stream()).toList());
  }

  /// Callers submit their commands, and the node runs for election at once, even if it already
  /// does, as it would after it was refused or heard nothing. (A [Message.TakeOver] cannot do as
  /// much: it only moves a follower.)
  ///
  /// @param commands how many
  Outcome called(int commands) {
    var submitted = new ArrayList<Input>();
    for (var number = 1; number <= commands; number++) {
      submitted.add(new Input.Submitted(command(10L * self.value() + number)));
    }
    return after(
        replica -> {
          var effects = replica.step(NOW, submitted);
          var turn = new Turn(self, NOW);
          leaderOf(replica).scout(turn);
          return together(effects, turn.effects());
        });
  }

  /// Two of these do not fit into one slot.
  private static Command command(long number) {
    return new Command(new CommandId(number, 0), number, new byte[1000]);
  }

  private static Leader leaderOf(Replica replica) {
    try {
      var field = Replica.class.getDeclaredField("leader");
      field.setAccessible(true);
      return (Leader) field.get(replica);
    } catch (ReflectiveOperationException moved) {
      throw new IllegalStateException(moved);
    }
  }

  private static Effects together(Effects a, Effects b) {
    return new Effects(
        concat(a.now(), b.now()),
        concat(a.writes(), b.writes()),
        concat(a.afterForce(), b.afterForce()),
        concat(a.decisions(), b.decisions()),
        concat(a.notices(), b.notices()));
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  Outcome received(Envelope envelope) {
    return after(arrival(envelope));
  }

  private static Event arrival(Envelope envelope) {
    var inputs = List.<Input>of(new Input.Received(envelope.from(), envelope.message()));
    return replica -> replica.step(NOW, inputs);
  }

  /// Sends what may be sent at once, then writes to the disk, then sends the rest.
  private Outcome turn(Event event) {
    var replica = replica(self, found);
    events.forEach(each -> each.happenTo(replica));
    var promised = replica.promised();
    var effects = event.happenTo(replica);
    if (promised.isAbove(replica.promised())) {
      throw new Violation("the promise of " + self + " fell");
    }
    mayBeSaid(effects.now(), disk);
    var appended = disk.append(effects.writes());
    var binds = effects.writes().stream().anyMatch(LogRecord::binds);
    var after = binds || !effects.afterForce().isEmpty() ? appended.force() : appended;
    mayBeSaid(effects.afterForce(), after);
    var way = new ArrayList<>(events);
    way.add(event);
    var next =
        new ExploredNode(self, starts, found, way, after, decidedWith(effects, replica), replica);
    var sent = new ArrayList<>(effects.now());
    sent.addAll(effects.afterForce());
    effects.notices().forEach(notice -> teach(notice, next, sent));
    return new Outcome(next, sent, () -> crashes(appended, effects));
  }

  private void mayBeSaid(List<Envelope> envelopes, ExploredDisk disk) {
    for (var envelope : envelopes) {
      if (!disk.bears(envelope.message())) {
        throw new Violation(self + " says what is not on its disk: " + envelope.message());
      }
    }
  }

  private TreeMap<Slot, Proposal> decidedWith(Effects effects, Replica replica) {
    effects.decisions().forEach(decision -> wasSubmitted(decision.proposal()));
    if (effects.decisions().isEmpty()) {
      return decided;
    }
    var all = new TreeMap<>(decided);
    var last = effects.decisions().getFirst().slot().number() - 1;
    for (var decision : effects.decisions()) {
      var before = all.put(decision.slot(), decision.proposal());
      if (before != null && !before.equals(decision.proposal())) {
        throw new Violation(self + " decides slot " + decision.slot() + " twice (R1)");
      }
      if (decision.slot().number() != ++last) {
        throw new Violation(self + " leaves out a slot before " + decision.slot() + " (R2)");
      }
    }
    if (replica.decided().number() != last) {
      throw new Violation(self + " knows " + replica.decided() + " and has told " + last);
    }
    return all;
  }

  /// Validity: what is decided was submitted by a caller, or is no command.
  private static void wasSubmitted(Proposal proposal) {
    if (proposal instanceof Proposal.Batch(_, var commands)) {
      for (var command : commands) {
        if (!command.equals(command(command.id().high()))) {
          throw new Violation("decided, but never submitted: " + command);
        }
      }
    }
  }

  /// Answers as the event loop around a replica does.
  private static void teach(Notice notice, ExploredNode node, List<Envelope> sent) {
    if (notice instanceof Notice.CatchUp(var peer, var from)) {
      var known =
          node.decided.tailMap(from, true).entrySet().stream()
              .map(each -> new Decision(each.getKey(), each.getValue()))
              .toList();
      if (!known.isEmpty()) {
        var message = new Message.Decided(known, known.getLast().slot());
        sent.add(new Envelope(node.self, peer, message));
      }
    }
  }

  /// A crash before the force is complete: part of what was appended may be on disk. A crash after
  /// it is the same as one between events, since unsent messages are as good as lost.
  private List<Outcome> crashes(ExploredDisk appended, Effects effects) {
    var crashes = new ArrayList<Outcome>();
    if (!effects.now().isEmpty() || !effects.writes().isEmpty()) {
      for (var kept = 0; kept <= appended.unforced().size(); kept++) {
        var next = restart(self, starts + 1, appended.crash(kept), decided);
        crashes.add(new Outcome(next, effects.now(), List::of));
      }
    }
    return crashes;
  }

  /// A crash between events: what was not forced may be on disk or not.
  List<Outcome> crash() {
    var crashes = new ArrayList<Outcome>();
    for (var kept = 0; kept <= disk.unforced().size(); kept++) {
      var next = restart(self, starts + 1, disk.crash(kept), decided);
      crashes.add(new Outcome(next, List.of(), List::of));
    }
    return crashes;
  }

  NodeId self() {
    return self;
  }

  TreeMap<Slot, Proposal> decided() {
    return decided;
  }

  boolean leads() {
    return leads;
  }

  String digest() {
    return digest;
  }
}
