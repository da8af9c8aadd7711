package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A network that drops, doubles, delays and reorders, whose links can be cut and clogged in each
/// direction, and which remembers what it carried and can bring it once more.
final class Network {

  /// A double may come when its time is long over.
  private static final int LATE_MICROS = 4_000_000;

  private static final int BURST_MICROS = 300;
  private static final int TAPE_MESSAGES = 48;
  private static final int PIECE_BYTES = 400;
  private static final Fault.Noise NO_NOISE = new Fault.Noise(0, 0);
  private static final Fault.Delay NO_DELAY = new Fault.Delay(500, 1000);

  /// One direction between two nodes.
  private static final class Path {
    int cuts;
    int clogs;
    final List<Envelope> waiting = new ArrayList<>();
  }

  private record Sent(Envelope envelope, long micros) {}

  private final World world;
  private final Checker checker;
  private final Dice dice;
  private final Counters counters;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Path[][] paths;
  private final List<Sent> tape = new ArrayList<>();
  private final Map<NodeId, Long> fetching = new HashMap<>();
  private boolean doubled;
  private Fault.Noise noise = NO_NOISE;
  private Fault.Delay delay = NO_DELAY;

  Network(World world, Checker checker, Dice dice, Counters counters, int size) {
    this.world = world;
    this.checker = checker;
    this.dice = dice;
    this.counters = counters;
    paths = new Path[size + 1][size + 1];
    for (var row : paths) {
      for (var to = 0; to <= size; to++) {
        row[to] = new Path();
      }
    }
  }

  /// In the order of their ids, from 1 on.
  void add(SimulatedNode node) {
    nodes.add(node);
  }

  void set(Fault.Noise noise) {
    this.noise = noise;
  }

  void set(Fault.Delay delay) {
    this.delay = delay;
  }

  void cut(List<Link> links) {
    links.forEach(link -> path(link).cuts++);
  }

  void mend(List<Link> links) {
    links.forEach(link -> path(link).cuts = Math.max(0, path(link).cuts - 1));
  }

  void clog(List<Link> links) {
    links.forEach(link -> path(link).clogs++);
  }

  void unclog(List<Link> links) {
    for (var link : links) {
      var path = path(link);
      path.clogs = Math.max(0, path.clogs - 1);
      if (path.clogs == 0) {
        path.waiting.forEach(each -> arriveAfter(dice.between(0, BURST_MICROS), each));
        path.waiting.clear();
      }
    }
  }

  private Path path(Link link) {
    return paths[link.from().value()][link.to().value()];
  }

  /// From now on nothing is cut, clogged, lost, doubled or slow.
  void heal() {
    for (var from : nodes) {
      for (var to : nodes) {
        var path = paths[from.id().value()][to.id().value()];
        path.cuts = 0;
        path.clogs = 0;
        unclog(List.of(new Link(from.id(), to.id())));
      }
    }
    noise = NO_NOISE;
    delay = NO_DELAY;
  }

  /// The wire of a node: every envelope is a touch at which its power may fail.
  Transport wireOf(SimulatedNode node) {
    var incarnation = node.incarnation();
    return new Transport() {
      @Override
      public void send(List<Envelope> envelopes) {
        for (var envelope : envelopes) {
          node.touch();
          world.note(checker.sent(envelope, node.disk(), incarnation));
          carry(envelope, node.heldUpMicros());
        }
      }

      @Override
      public void reach(Map<NodeId, URI> addresses) {}

      @Override
      public void fetch(NodeId peer, Snapshot snapshot) {
        if (fetching.putIfAbsent(node.id(), incarnation) == null) {
          fetchPart(node, incarnation, nodes.get(peer.value() - 1), snapshot);
        }
      }

      @Override
      public void close() {}
    };
  }

  /// A snapshot goes piece by piece, each by an exchange of its own; what breaks is begun again
  /// when it is asked for again, from where it broke.
  private void fetchPart(
      SimulatedNode node, long incarnation, SimulatedNode peer, Snapshot snapshot) {
    world.after(
        dice.between(100, 4 * delay.usualMicros()),
        () -> {
          if (isPartTaken(node, incarnation, peer, snapshot)) {
            fetchPart(node, incarnation, peer, snapshot);
          } else {
            fetching.remove(node.id(), incarnation);
          }
        });
  }

  /// @return false when no further piece is to be asked for
  private boolean isPartTaken(
      SimulatedNode node, long incarnation, SimulatedNode peer, Snapshot snapshot) {
    var there = paths[node.id().value()][peer.id().value()];
    var back = paths[peer.id().value()][node.id().value()];
    var lost = there.cuts + back.cuts > 0 || dice.chance(noise.lost());
    if (lost || peer.loop() == null || node.incarnation() != incarnation) {
      counters.count(Sometimes.FETCH_BROKEN);
      return false;
    }
    return node.receives(peer, snapshot, PIECE_BYTES);
  }

  private void carry(Envelope envelope, int heldUpMicros) {
    remember(envelope);
    var path = paths[envelope.from().value()][envelope.to().value()];
    if (path.cuts > 0) {
      counters.count(Sometimes.MESSAGE_CUT_OFF);
      return;
    }
    if (dice.chance(noise.lost())) {
      counters.count(Sometimes.MESSAGE_LOST);
      return;
    }
    if (path.clogs > 0) {
      counters.count(Sometimes.MESSAGE_CLOGGED);
      path.waiting.add(envelope);
      return;
    }
    var longest = dice.chance(0.02) ? delay.spikeMicros() : delay.usualMicros();
    arriveAfter(heldUpMicros + dice.between(50, Math.max(50, longest)), envelope);
    if (dice.chance(noise.doubled())) {
      doubled = true;
      counters.count(Sometimes.MESSAGE_DOUBLED);
      var late = dice.chance(0.3) ? LATE_MICROS : delay.usualMicros();
      arriveAfter(heldUpMicros + dice.between(50, late), envelope);
    }
  }

  /// Old and new messages stay on the tape alike: each new one takes the place of any.
  private void remember(Envelope envelope) {
    var sent = new Sent(envelope, world.micros());
    if (tape.size() < TAPE_MESSAGES) {
      tape.add(sent);
    } else if (dice.chance(0.05)) {
      tape.set(dice.between(0, TAPE_MESSAGES - 1), sent);
    }
  }

  /// Brings old messages once more.
  void replay(int messages) {
    for (var left = tape.isEmpty() ? 0 : messages; left > 0; left--) {
      doubled = true;
      var sent = dice.oneOf(tape);
      var age = world.micros() - sent.micros;
      if (age >= 60_000_000) {
        counters.count(Sometimes.REPLAYED_MINUTES_LATER);
      } else if (age >= 1_000_000) {
        counters.count(Sometimes.REPLAYED_LATER);
      }
      arriveAfter(dice.between(0, 50_000), sent.envelope);
    }
  }

  /// Whether anything may have come twice.
  boolean hasDoubled() {
    return doubled;
  }

  private void arriveAfter(int micros, Envelope envelope) {
    world.after(micros, () -> arrive(envelope));
  }

  private void arrive(Envelope envelope) {
    var receiver = nodes.get(envelope.to().value() - 1);
    var loop = receiver.loop();
    if (loop != null) {
      loop.deliver(List.of(envelope));
      receiver.wake();
    }
  }

  /// A process died: mostly its peers see the connection break.
  void lost(NodeId dead) {
    for (var node : nodes) {
      if (node.loop() != null && dice.chance(0.7)) {
        world.after(dice.between(50, 5000), () -> disconnect(node, dead));
      }
    }
  }

  /// A node believes that a peer has died.
  static void disconnect(SimulatedNode node, NodeId peer) {
    var loop = node.loop();
    if (loop != null) {
      loop.unreachable(peer);
      node.wake();
    }
  }
}
