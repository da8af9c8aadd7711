package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The network between the nodes: lines that can be cut, clogged or narrow in each direction, and a
/// carrier for messages; snapshots are fetched by exchanges of their own.
final class Network {

  private static final int LEAP_MILLIS = 10_000;
  private static final int PIECE_BYTES = 400;

  private final World world;
  private final Checker checker;
  private final Dice dice;
  private final Counters counters;
  private final Mutant mutant;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Lines lines;
  private final Carrier carrier;
  private final Map<NodeId, Long> fetching = new HashMap<>();
  private Fault.Noise noise = Fault.Noise.NONE;
  private Fault.Delay delay = Fault.Delay.SHORT;

  Network(World world, Checker checker, Dice dice, Counters counters, Setup setup, Mutant mutant) {
    this.world = world;
    this.checker = checker;
    this.dice = dice;
    this.counters = counters;
    this.mutant = mutant;
    lines = new Lines(setup.everybody().size());
    carrier =
        setup.surroundings().streams()
            ? new Streams(world, lines, nodes, dice, counters, setup, mutant)
            : new Datagrams(world, lines, nodes, dice, counters);
  }

  /// Nodes are added in the order of their ids, from 1 on.
  void add(SimulatedNode node) {
    nodes.add(node);
  }

  void set(Fault.Noise noise) {
    this.noise = noise;
    carrier.set(noise);
  }

  void set(Fault.Delay delay) {
    this.delay = delay;
    carrier.set(delay);
  }

  void cut(List<Link> links) {
    links.forEach(link -> lines.of(link).cuts++);
    carrier.cut(links);
  }

  void mend(List<Link> links) {
    links.forEach(link -> lines.of(link).cuts = Math.max(0, lines.of(link).cuts - 1));
    carrier.opened(links);
  }

  void clog(List<Link> links) {
    links.forEach(link -> lines.of(link).clogs++);
  }

  void unclog(List<Link> links) {
    links.forEach(link -> lines.of(link).clogs = Math.max(0, lines.of(link).clogs - 1));
    carrier.opened(links);
  }

  void narrow(List<Link> links, int bytesPerMilli) {
    links.forEach(link -> lines.of(link).bytesPerMilli = bytesPerMilli);
  }

  Lines lines() {
    return lines;
  }

  /// From now on nothing is cut, clogged, lost, duplicated or slow.
  void heal() {
    lines.heal();
    noise = Fault.Noise.NONE;
    delay = Fault.Delay.SHORT;
    var all = new ArrayList<Link>();
    for (var from : nodes) {
      for (var to : nodes) {
        if (from != to) {
          all.add(new Link(from.id(), to.id()));
        }
      }
    }
    carrier.opened(all);
    carrier.heal();
  }

  /// A process starts.
  void started(SimulatedNode node) {
    carrier.started(node);
  }

  /// The wire of a node: each envelope is a touch at which the node's power may fail.
  Transport wireOf(SimulatedNode node) {
    var incarnation = node.incarnation();
    return new Transport() {
      @Override
      public void send(List<Envelope> envelopes) {
        for (var envelope : envelopes) {
          node.touch();
          if (!node.disk().isSwapped() && !isSilenced(node)) {
            world.note(checker.sent(envelope, node.disk(), incarnation));
            carrier.carry(mutated(envelope), node.heldUpMicros());
          }
        }
      }

      @Override
      public void reach(Map<NodeId, URI> addresses) {
        carrier.reach(node, addresses);
      }

      @Override
      public boolean fetch(NodeId peer, Snapshot snapshot) {
        if (fetching.putIfAbsent(node.id(), incarnation) != null) {
          return false;
        }
        fetchPart(node, incarnation, nodes.get(peer.value() - 1), snapshot);
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /// For [Mutant#SILENT_WHEN_PARTLY_CUT].
  private boolean isSilenced(SimulatedNode node) {
    return mutant == Mutant.SILENT_WHEN_PARTLY_CUT
        && nodes.stream().anyMatch(other -> lines.areCut(node.id(), other.id()));
  }

  /// For [Mutant#AGE_FORGOTTEN], forwarded commands do not say how old they are; for
  /// [Mutant#LEADS_ON], all nodes say that they are held up; for [Mutant#TIME_LEAPS], the time is
  /// later.
  private Envelope mutated(Envelope envelope) {
    if (mutant == Mutant.AGE_FORGOTTEN && envelope.message() instanceof Forward(var commands)) {
      var ageless = commands.stream().map(each -> each.bornAt(Command.AGELESS)).toList();
      return new Envelope(envelope.from(), envelope.to(), new Forward(ageless));
    }
    if (mutant == Mutant.LEADS_ON && envelope.message() instanceof Pulse(_, var stamp, var echo)) {
      return new Envelope(
          envelope.from(), envelope.to(), new Pulse(Integer.MAX_VALUE, stamp, echo));
    }
    if (mutant == Mutant.TIME_LEAPS && envelope.message() instanceof Promise promise) {
      var leapt = promise.clockMillis() + LEAP_MILLIS;
      return new Envelope(
          envelope.from(),
          envelope.to(),
          new Promise(
              promise.ballot(), promise.accepted(), promise.decided(), leapt, promise.toldBy()));
    }
    return envelope;
  }

  /// Fetches a snapshot piece by piece, each by an exchange of its own. A broken transfer is
  /// continued from where it broke, once it is asked for again.
  private void fetchPart(
      SimulatedNode node, long incarnation, SimulatedNode peer, Snapshot snapshot) {
    var takes = lines.of(peer.id(), node.id()).micros(PIECE_BYTES);
    world.after(
        takes + dice.between(100, 4 * delay.usualMicros()),
        () -> {
          if (isPartTaken(node, incarnation, peer, snapshot)) {
            fetchPart(node, incarnation, peer, snapshot);
          } else {
            fetching.remove(node.id(), incarnation);
          }
        });
  }

  /// @return false if no further piece is to be asked for
  private boolean isPartTaken(
      SimulatedNode node, long incarnation, SimulatedNode peer, Snapshot snapshot) {
    var lost = lines.areCut(node.id(), peer.id()) || dice.chance(noise.lost());
    if (lost || peer.loop() == null || node.incarnation() != incarnation) {
      counters.count(Sometimes.FETCH_BROKEN);
      return false;
    }
    return node.receives(peer, snapshot, PIECE_BYTES);
  }

  void replay(int messages) {
    carrier.replay(messages);
  }

  /// Whether anything may have arrived twice.
  boolean hasDoubled() {
    return carrier.hasDoubled();
  }

  /// A process died.
  void lost(NodeId dead) {
    carrier.lost(dead);
  }

  /// A second process starts under the id of this node, on a copy of its disk.
  void twin(SimulatedNode node) {
    carrier.twin(node);
  }

  /// A node believes that a peer has died.
  void disconnect(SimulatedNode node, NodeId peer) {
    carrier.disconnect(node, peer);
  }
}
