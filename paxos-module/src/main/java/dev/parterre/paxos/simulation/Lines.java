package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;

/// All lines of a network, by the ids at their ends.
final class Lines {

  private final Line[][] lines;

  Lines(int size) {
    lines = new Line[size + 1][size + 1];
    for (var row : lines) {
      for (var to = 0; to <= size; to++) {
        row[to] = new Line();
      }
    }
  }

  Line of(NodeId from, NodeId to) {
    return lines[from.value()][to.value()];
  }

  Line of(Link link) {
    return of(link.from(), link.to());
  }

  boolean areCut(NodeId one, NodeId other) {
    return of(one, other).cuts + of(other, one).cuts > 0;
  }

  void heal() {
    for (var row : lines) {
      for (var line : row) {
        line.heal();
      }
    }
  }
}
