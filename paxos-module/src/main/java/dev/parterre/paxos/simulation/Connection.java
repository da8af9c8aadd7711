package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;

/// A connection between two nodes: a stream for small messages and one for large ones, in each
/// direction. All four break together.
final class Connection {

  final SimulatedNode one;
  final SimulatedNode other;
  private final Flow[] flows = {new Flow(), new Flow(), new Flow(), new Flow()};
  private boolean up;
  private boolean trying;
  private int number;
  private long brokenAt;
  private int lingering = -1;

  Connection(SimulatedNode one, SimulatedNode other) {
    this.one = one;
    this.other = other;
  }

  boolean isUp() {
    return up;
  }

  /// Distinguishes this connection from earlier ones that broke.
  int number() {
    return number;
  }

  Flow flow(NodeId from, boolean bulk) {
    return flows[(from.equals(one.id()) ? 0 : 2) + (bulk ? 1 : 0)];
  }

  Flow[] flows() {
    return flows;
  }

  void connect() {
    up = true;
    number++;
    lingering = -1;
  }

  /// @param now and `lingers`: whether what was already sent still arrives
  void breakOff(long now, boolean lingers) {
    lingering = lingers ? number : -1;
    brokenAt = now;
    up = false;
    number++;
    for (var flow : flows) {
      flow.clear();
    }
  }

  /// Whether something sent at that time, on a connection of that number that broke, arrives
  /// nevertheless.
  boolean lingers(int number, long goneAt) {
    return number == lingering && goneAt <= brokenAt;
  }

  /// @return false if an attempt is already under way
  boolean beginToTry() {
    var begins = !trying && !up;
    trying = trying || begins;
    return begins;
  }

  void endTry() {
    trying = false;
  }

  boolean joins(NodeId node) {
    return one.id().equals(node) || other.id().equals(node);
  }
}
