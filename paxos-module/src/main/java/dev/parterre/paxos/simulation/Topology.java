package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// The shape in which a cut leaves the network.
enum Topology {
  /// One node hears nobody, and nobody hears it.
  ISOLATED,
  /// Two parts that do not hear each other.
  SPLIT,
  /// One part hears the other, but is not heard by it.
  ONE_WAY,
  /// One node does not hear one other node.
  ONE_LINK,
  /// Two halves that share only one node.
  BRIDGE,
  /// Each node hears its two neighbours: with five, each of them hears a majority, and no two the
  /// same one.
  RING,
  /// Any links.
  MESH;

  /// The links that it cuts.
  List<Link> draw(Dice dice, List<NodeId> nodes) {
    var first = dice.oneOf(nodes);
    var part = part(dice, nodes);
    var size = nodes.size();
    return switch (this) {
      case ISOLATED -> cut(nodes, (a, b) -> a.equals(first) || b.equals(first));
      case SPLIT -> cut(nodes, (a, b) -> part.contains(a) != part.contains(b));
      case ONE_WAY -> cut(nodes, (a, b) -> part.contains(a) && !part.contains(b));
      case ONE_LINK -> {
        var second = dice.oneOf(nodes);
        yield cut(nodes, (a, b) -> a.equals(first) && b.equals(second));
      }
      case BRIDGE ->
          cut(
              nodes,
              (a, b) ->
                  !a.equals(first) && !b.equals(first) && part.contains(a) != part.contains(b));
      case RING ->
          cut(
              nodes,
              (a, b) -> {
                var apart = Math.floorMod(a.value() - b.value(), size);
                return apart != 1 && apart != size - 1;
              });
      case MESH -> cut(nodes, (_, _) -> dice.chance(0.4));
    };
  }

  private static Set<NodeId> part(Dice dice, Collection<NodeId> nodes) {
    var part = new HashSet<NodeId>();
    for (var node : nodes) {
      if (dice.chance(0.5)) {
        part.add(node);
      }
    }
    return part;
  }

  private static List<Link> cut(List<NodeId> nodes, BiPredicate<NodeId, NodeId> isCut) {
    var links = new ArrayList<Link>();
    for (var from : nodes) {
      for (var to : nodes) {
        if (!from.equals(to) && isCut.test(from, to)) {
          links.add(new Link(from, to));
        }
      }
    }
    return links;
  }
}
