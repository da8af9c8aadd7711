package dev.parterre.paxos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Quorums;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Whole nodes over loopback and real disks.
final class TestNodes implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TestNodes.class.getName());

  /// What each node is started with.
  IntFunction<CounterMachine> machines = _ -> new CounterMachine();

  IntFunction<Limits> limits = _ -> small().build();
  Timing timing = new Timing(50, 400, 100, 5000);
  IntFunction<NodeObserver> observers = Unlucky::new;
  IntFunction<NodeDecorator> decorators = _ -> NodeDecorator.NONE;

  private final Path disks;
  private final Map<NodeId, URI> founders = new HashMap<>();

  /// What a node's configuration lists.
  IntFunction<Map<NodeId, URI>> members = _ -> founders;

  private final Map<NodeId, URI> addresses = new HashMap<>();
  private final Map<NodeId, PaxosNode<CounterMachine>> nodes = new ConcurrentSkipListMap<>();

  TestNodes(Path disks) {
    this.disks = disks;
  }

  /// Small enough that a few commands cause what otherwise takes many.
  static Limits.Builder small() {
    return Limits.builder()
        .commandBytes(1 << 20)
        .outcomes(10_000)
        .segmentBytes(1 << 20)
        .snapshotSlots(50)
        .snapshotBytes(1 << 20)
        .tailSlots(10);
  }

  /// Nodes 1 to `count` found a cluster. Each knows who leads when this returns.
  void found(int count) throws IOException {
    place(count);
    for (var id = 1; id <= count; id++) {
      start(id);
    }
    awaitLeader(all());
  }

  /// Waits until each of them knows who leads: without a leader callers are refused, and a cold JVM
  /// may take longer to elect one than callers wait.
  static void awaitLeader(Collection<PaxosNode<CounterMachine>> nodes) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (nodes.stream().anyMatch(node -> node.status().leader() == null)) {
      assertThat(System.nanoTime() - deadline).as("a leader is elected").isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /// The addresses of nodes 1 to `count`, which will found a cluster together.
  Map<NodeId, URI> place(int count) throws IOException {
    for (var id = 1; id <= count; id++) {
      founders.put(new NodeId(id), address(id));
    }
    return places();
  }

  Map<NodeId, URI> places() {
    return Map.copyOf(founders);
  }

  /// The founders get the addresses of those other nodes.
  void takePlaces(TestNodes others) {
    founders.putAll(others.founders);
    addresses.putAll(others.addresses);
  }

  /// The address of a node, with a port that was free a moment ago.
  URI address(int id) throws IOException {
    var known = addresses.get(new NodeId(id));
    if (known != null) {
      return known;
    }
    var address = URI.create("http://127.0.0.1:" + FreePorts.next());
    addresses.put(new NodeId(id), address);
    return address;
  }

  /// Starts a node on what its disk holds; one that is not a founder joins.
  PaxosNode<CounterMachine> start(int id) throws IOException {
    return start(id, "cluster");
  }

  PaxosNode<CounterMachine> start(int id, String cluster) throws IOException {
    return start(id, cluster, observers.apply(id));
  }

  PaxosNode<CounterMachine> start(int id, String cluster, NodeObserver observer)
      throws IOException {
    return start(id, cluster, disk(id), observer);
  }

  PaxosNode<CounterMachine> startOn(int id, String cluster, Path disk) throws IOException {
    return start(id, cluster, disk, NodeObserver.NONE);
  }

  private PaxosNode<CounterMachine> start(int id, String cluster, Path disk, NodeObserver observer)
      throws IOException {
    var self = new NodeId(id);
    var configuration =
        new NodeConfiguration(
            cluster,
            self,
            members.apply(id),
            Quorums.MAJORITIES,
            new InetSocketAddress("127.0.0.1", address(id).getPort()),
            "a shared secret of the test",
            disk,
            limits.apply(id),
            timing);
    var node = PaxosNode.start(configuration, machines.apply(id), observer, decorators.apply(id));
    nodes.put(self, node);
    return node;
  }

  /// Logs why a node stopped that was not meant to.
  private record Unlucky(int id) implements NodeObserver {
    @Override
    public void failed(Throwable cause) {
      LOG.log(System.Logger.Level.WARNING, "node " + id + " stopped", cause);
    }
  }

  Path disk(int id) {
    return disks.resolve("node-" + id);
  }

  void stop(int id) throws IOException {
    requireNonNull(nodes.remove(new NodeId(id))).close();
  }

  PaxosNode<CounterMachine> node(int id) {
    return requireNonNull(nodes.get(new NodeId(id)));
  }

  Collection<PaxosNode<CounterMachine>> all() {
    return nodes.values();
  }

  /// Who leads, once a node knows it.
  int leader() throws Exception {
    var any = all().iterator().next();
    read(any);
    var leader = any.status().leader();
    while (leader == null) {
      pause(5);
      leader = any.status().leader();
    }
    return leader.value();
  }

  static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  static Command command(long id, String text) {
    return new Command(
        new CommandId(id, 0), text.hashCode(), text.getBytes(StandardCharsets.UTF_8));
  }

  static Reply.Applied applied(CompletableFuture<Reply> reply) throws Exception {
    assertThat(reply.get(10, TimeUnit.SECONDS)).isInstanceOf(Reply.Applied.class);
    return (Reply.Applied) reply.get();
  }

  static List<String> read(PaxosNode<CounterMachine> node) throws Exception {
    var answer =
        node.read(new Consistency.Linearizable(), CounterMachine::applied)
            .get(10, TimeUnit.SECONDS);
    return ((Answer.Found<List<String>>) answer).value();
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes.values()) {
      node.close();
    }
  }
}
