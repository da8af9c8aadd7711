package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;

/// What one node says to another takes this way.
record Link(NodeId from, NodeId to) {

  @Override
  public String toString() {
    return from + ">" + to;
  }
}
