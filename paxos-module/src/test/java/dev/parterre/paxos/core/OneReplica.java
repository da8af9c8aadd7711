package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Replica 1 of three or more; the test plays the others. Its messages to itself arrive at once.
final class OneReplica {

  static final NodeId ONE = new NodeId(1);
  static final NodeId TWO = new NodeId(2);
  static final NodeId THREE = new NodeId(3);
  static final Ballot OF_TWO = new Ballot(20, TWO);
  static final Ballot OF_THREE = new Ballot(30, THREE);

  private final List<Effects> effects = new ArrayList<>();
  private final List<NodeId> quorum;
  private final Replica replica;
  private long now = 10_000;

  OneReplica() {
    this(Slot.NONE);
  }

  /// A replica that knows all decisions up to `decided`.
  OneReplica(Slot decided) {
    this(3, decided);
  }

  /// One of this many.
  OneReplica(int nodes, Slot decided) {
    quorum = IntStream.rangeClosed(2, nodes / 2 + 1).mapToObj(NodeId::new).toList();
    replica =
        new Replica(
            Cluster.settings(ONE, nodes),
            Ballot.NONE,
            List.of(),
            decided,
            Cluster.founders(nodes),
            1,
            new Time(now, 0));
  }

  Replica replica() {
    return replica;
  }

  long now() {
    return now;
  }

  /// @return the effects of this step, without those of its messages to itself
  Effects give(Input input) {
    var inputs = new ArrayDeque<>(List.of(input));
    var first = effects.size();
    while (!inputs.isEmpty()) {
      var next = replica.step(new Time(now, now), List.of(inputs.remove()));
      effects.add(next);
      Stream.concat(next.now().stream(), next.afterForce().stream())
          .filter(each -> each.to().equals(ONE))
          .forEach(each -> inputs.add(new Input.Received(ONE, each.message())));
    }
    return effects.get(first);
  }

  Effects hear(NodeId from, Message message) {
    return give(new Input.Received(from, message));
  }

  /// Lets time pass in steps of 10 ms.
  void pass(long millis) {
    for (var end = now + millis; now < end; ) {
      now += 10;
      give(new Input.Tick());
    }
  }

  /// Stands still for this long, and then goes on.
  void standStill(long millis) {
    now += millis;
    give(new Input.Tick());
  }

  /// Loses patience, hears from enough others that they miss the leader, too, and asks for
  /// promises.
  ///
  /// @return the step in which it asked
  Effects scout() {
    for (var waited = 0; waited < 5000; waited += 10) {
      var canvasses = said(Message.Canvass.class).size();
      pass(10);
      if (said(Message.Canvass.class).size() > canvasses) {
        var missed = new Message.Missed(said(Message.Canvass.class).getLast().round());
        quorum.subList(1, quorum.size()).forEach(peer -> hear(peer, missed));
        return hear(TWO, missed);
      }
    }
    throw new AssertionError("it never canvassed");
  }

  /// Takes office with its own promise and those of the next nodes, up to a quorum.
  ///
  /// @return its ballot
  Ballot lead(Slot decided, PValue... accepted) {
    scout();
    var ballot = said(Message.Prepare.class).getLast().ballot();
    for (var peer : quorum) {
      hear(peer, new Message.Promise(ballot, List.of(accepted), decided, now, new Ballot(0, peer)));
    }
    if (!ONE.equals(replica.leader())) {
      throw new AssertionError("a quorum of promises did not elect it");
    }
    return ballot;
  }

  /// All envelopes so far that had to wait for a force.
  Stream<Envelope> afterForce() {
    return effects.stream().flatMap(each -> each.afterForce().stream());
  }

  /// All messages of this kind so far, whether they may be sent at once or after a force.
  <M> List<M> said(Class<M> kind) {
    return envelopes().map(Envelope::message).filter(kind::isInstance).map(kind::cast).toList();
  }

  /// All envelopes so far, likewise.
  Stream<Envelope> envelopes() {
    return effects.stream()
        .flatMap(each -> Stream.concat(each.now().stream(), each.afterForce().stream()));
  }

  List<LogRecord> written() {
    return effects.stream().flatMap(each -> each.writes().stream()).toList();
  }

  List<Decision> decided() {
    return effects.stream().flatMap(each -> each.decisions().stream()).toList();
  }

  /// Its notices of having handed over by itself.
  List<Notice.HeldUp> handedOver() {
    return effects.stream()
        .flatMap(each -> each.notices().stream())
        .filter(Notice.HeldUp.class::isInstance)
        .map(Notice.HeldUp.class::cast)
        .toList();
  }

  /// The slots from which, as it reported, reads may be answered.
  List<Slot> readable() {
    return effects.stream()
        .flatMap(each -> each.notices().stream())
        .filter(Notice.ReadReady.class::isInstance)
        .map(each -> ((Notice.ReadReady) each).slot())
        .toList();
  }

  static Proposal batch(long command) {
    return new Proposal.Batch(1, List.of(Cluster.command(command)));
  }
}
