import module java.base;

import dev.parterre.paxos.*;
import dev.parterre.paxos.core.*;
import dev.parterre.paxos.members.*;

/// A counter that is replicated on three nodes, and goes on counting when the leader is gone.
final class ReplicatedCounter implements StateMachine {
  private long value;

  public byte[] apply(long index, byte[] command) {
    value += command[0];
    return new byte[] {(byte) value};
  }

  public void advance(long index, long timeMillis) {}

  public OptionalLong nextDueMillis() {
    return OptionalLong.empty();
  }

  public long digest() {
    return value;
  }

  public Capture capture() {
    var now = value;
    return out -> new DataOutputStream(out).writeLong(now);
  }

  public void restore(InputStream in) throws IOException {
    value = new DataInputStream(in).readLong();
  }

  /// Submits one command under one id until its outcome is known: it is added only once.
  static byte add(PaxosNode<ReplicatedCounter> node, int amount) {
    var command = Command.of(UUID.randomUUID(), new byte[] {(byte) amount});
    while (true) {
      if (node.submit(command).join() instanceof Reply.Applied(_, var sum)) return sum[0];
    }
  }

  static void main(String[] ports) throws IOException {
    var at = new TreeMap<NodeId, URI>();
    for (var port : ports) {
      at.put(new NodeId(at.size() + 1), URI.create("http://127.0.0.1:" + port));
    }
    var nodes = new ArrayList<PaxosNode<ReplicatedCounter>>();
    for (var id : at.keySet()) {
      var own = NodeConfiguration.of("counter", id, at, "secret", Files.createTempDirectory("c"));
      nodes.add(PaxosNode.start(own, new ReplicatedCounter(), NodeObserver.NONE));
    }
    System.out.println("5 more: " + add(nodes.get(0), 5));
    nodes.remove(nodes.get(0).status().leader().value() - 1).close();
    System.out.println("2 more, without the leader: " + add(nodes.get(0), 2));
    System.out.println(
        nodes.get(1).read(new Consistency.Linearizable(), counter -> counter.value).join());
    for (var node : nodes) node.close();
  }
}
