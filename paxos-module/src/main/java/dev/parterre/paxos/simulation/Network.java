package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network that drops, doubles, delays and reorders, and whose links can be cut in each
/// direction.
final class Network {

  /// A double may come when its time is long over.
  private static final int REPLAY_MICROS = 9_000_000;

  private record Link(NodeId from, NodeId to) {}

  private final World world;
  private final Checker checker;
  private final Map<NodeId, SimulatedNode> nodes = new HashMap<>();
  private final Set<Link> cut = new HashSet<>();
  private Faults faults;

  Network(World world, Checker checker, Faults faults) {
    this.world = world;
    this.checker = checker;
    this.faults = faults;
  }

  void add(SimulatedNode node) {
    nodes.put(node.id(), node);
  }

  void cut(NodeId from, NodeId to) {
    cut.add(new Link(from, to));
  }

  void mend(NodeId from, NodeId to) {
    cut.remove(new Link(from, to));
  }

  /// From now on nothing is cut, lost, doubled or slow.
  void heal() {
    cut.clear();
    faults = new Faults(nodes.size(), 0, 0, 500, 1000, 0, 0, 0, 0, 0);
  }

  /// The wire of a node: every envelope is a touch at which its power may fail.
  Transport wireOf(SimulatedNode node) {
    var incarnation = node.incarnation();
    return new Transport() {
      @Override
      public void send(List<Envelope> envelopes) {
        for (var envelope : envelopes) {
          node.touch();
          checker.sent(envelope, node.disk(), incarnation);
          carry(envelope);
        }
      }

      @Override
      public void reach(Map<NodeId, URI> members) {}

      @Override
      public void fetch(NodeId peer, Snapshot snapshot) {}

      @Override
      public void close() {}
    };
  }

  private void carry(Envelope envelope) {
    world.note(envelope.hashCode());
    if (cut.contains(new Link(envelope.from(), envelope.to())) || world.chance(faults.loss())) {
      return;
    }
    var copies = world.chance(faults.doubling()) ? 2 : 1;
    for (var copy = 0; copy < copies; copy++) {
      var longest = world.chance(0.02) ? faults.spikeMicros() : faults.delayMicros();
      var late = copy == 1 && world.chance(0.3) ? world.between(0, REPLAY_MICROS) : 0;
      world.after(late + world.between(50, Math.max(50, longest)), () -> arrive(envelope));
    }
  }

  private void arrive(Envelope envelope) {
    var receiver = nodes.get(envelope.to());
    if (receiver != null && receiver.loop() != null) {
      receiver.loop().deliver(List.of(envelope), () -> {});
      receiver.wake();
    }
  }

  /// A process died: mostly its peers see the connection break.
  void lost(NodeId dead) {
    for (var node : nodes.values()) {
      if (node.loop() != null && world.chance(0.7)) {
        world.after(
            world.between(50, 5000),
            () -> {
              if (node.loop() != null) {
                node.loop().unreachable(dead);
                node.wake();
              }
            });
      }
    }
  }
}
