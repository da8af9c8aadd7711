package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;

/// The way from one node to another, in this direction only.
record Link(NodeId from, NodeId to) {

  @Override
  public String toString() {
    return from + ">" + to;
  }
}
