package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connects any two nodes of which one knows the other's address; tries again and again until both
/// run, hear each other, and accept each other's disks.
final class Dialer {

  private static final int SOON_MICROS = 20_000;
  private static final int PAUSE_LEAST_MICROS = 50_000;
  private static final int PAUSE_MOST_MICROS = 500_000;

  private final World world;
  private final Lines lines;
  private final List<SimulatedNode> nodes;
  private final Dice dice;
  private final Counters counters;
  private final PeerWatch watch;
  private final Addresses addresses;
  private final List<Connection> connections = new ArrayList<>();
  private final @Nullable Connection[][] byIds;

  /// @param nodes in the order of their ids, from 1 on; the list grows
  Dialer(
      World world,
      Lines lines,
      List<SimulatedNode> nodes,
      Dice dice,
      Counters counters,
      PeerWatch watch,
      Mutant mutant) {
    this.world = world;
    this.lines = lines;
    this.nodes = nodes;
    this.dice = dice;
    this.counters = counters;
    this.watch = watch;
    addresses = new Addresses(mutant);
    byIds = new Connection[Setup.NODES_MAX + 1][Setup.NODES_MAX + 1];
  }

  /// All connections that there ever were.
  List<Connection> connections() {
    return connections;
  }

  Connection between(NodeId one, NodeId other) {
    var lower = Math.min(one.value(), other.value());
    var higher = Math.max(one.value(), other.value());
    var known = byIds[lower][higher];
    if (known == null) {
      known = new Connection(nodes.get(lower - 1), nodes.get(higher - 1));
      byIds[lower][higher] = known;
      connections.add(known);
    }
    return known;
  }

  /// A process starts, and knows its contacts.
  void started(SimulatedNode node) {
    addresses.begin(node.id(), node.contacts());
    tryAll(node);
  }

  private void tryAll(SimulatedNode node) {
    for (var other : nodes) {
      if (other != node) {
        tryIn(between(node.id(), other.id()), dice.between(0, SOON_MICROS));
      }
    }
  }

  /// A node was told the addresses of the members.
  ///
  /// @return the connections that neither end wants any more, to be closed
  List<Connection> reach(SimulatedNode node, Map<NodeId, URI> members) {
    addresses.reach(node, members);
    tryAll(node);
    var lost = new ArrayList<Connection>();
    for (var other : nodes) {
      var known =
          addresses.reaches(node.id(), other.id()) || addresses.reaches(other.id(), node.id());
      if (other != node && !known) {
        lost.add(between(node.id(), other.id()));
      }
    }
    return lost;
  }

  void tryLater(Connection connection) {
    tryIn(connection, dice.between(PAUSE_LEAST_MICROS, PAUSE_MOST_MICROS));
  }

  private void tryIn(Connection connection, int micros) {
    if (connection.beginToTry()) {
      world.after(
          micros,
          () -> {
            connection.endTry();
            connect(connection);
          });
    }
  }

  /// If one of the two is down, its next start tries again.
  private void connect(Connection connection) {
    var one = connection.one;
    var other = connection.other;
    if (connection.isUp() || one.loop() == null || other.loop() == null) {
      return;
    }
    if (canConnect(one, other)) {
      connection.connect();
      one.meet(other);
      counters.count(Sometimes.CONNECTED);
    } else {
      tryLater(connection);
    }
  }

  private boolean canConnect(SimulatedNode one, SimulatedNode other) {
    var there = addresses.reaches(one.id(), other.id());
    var back = addresses.reaches(other.id(), one.id());
    if (!there && !back) {
      counters.count(Sometimes.NOBODY_KNOWS_THE_WAY);
      return false;
    }
    if (lines.areCut(one.id(), other.id()) || one.isPaused() || other.isPaused()) {
      return false;
    }
    if (!there || !back) {
      counters.count(Sometimes.GUEST_CONNECTED);
    }
    return watch.listens(one, other, other.claim()) && watch.listens(other, one, one.claim());
  }
}
