package dev.parterre.paxos.examples;

import dev.parterre.paxos.*;
import dev.parterre.paxos.core.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;

/// A counter that three replicas keep alike, and that goes on counting when one of them is gone.
public final class ReplicatedCounter implements StateMachine {
  private long value;

  public byte[] apply(long index, byte[] command) {
    value += command[0];
    return Long.toString(value).getBytes();
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

  /// Asks under one id until the outcome is known: however often, it is added once.
  static String add(PaxosNode<ReplicatedCounter> node, int amount) {
    var id = UUID.randomUUID();
    var name = new CommandId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    while (true) {
      if (node.submit(new Command(name, amount, new byte[] {(byte) amount})).join()
          instanceof Reply.Applied(_, var outcome)) return new String(outcome);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var members = new TreeMap<NodeId, URI>();
    for (var id = 1; id <= 3; id++) {
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        members.put(new NodeId(id), URI.create("http://127.0.0.1:" + free.getLocalPort()));
      }
    }
    var nodes = new ArrayList<PaxosNode<ReplicatedCounter>>();
    for (var id : members.keySet()) {
      var mine = NodeConfiguration.of("counter", id, members, "secret", Files.createTempDirectory("counter"));
      nodes.add(PaxosNode.start(mine, new ReplicatedCounter(), NodeObserver.NONE));
    }
    System.out.println("replica 1 adds 5: " + add(nodes.get(0), 5));
    nodes.removeFirst().close();
    System.out.println("replica 2 adds 2: " + add(nodes.get(0), 2));
    System.out.println("replica 3 reads: " + nodes.get(1).read(counter -> counter.value).join());
    for (var node : nodes) node.close();
  }
}
