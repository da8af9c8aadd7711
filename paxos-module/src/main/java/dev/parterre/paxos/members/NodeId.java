package dev.parterre.paxos.members;

/// The name of one replica in its cluster: a small positive number, never reused for another.
public record NodeId(int value) implements Comparable<NodeId> {

  public NodeId {
    if (value < 0) {
      throw new IllegalArgumentException("a node id cannot be negative: " + value);
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
