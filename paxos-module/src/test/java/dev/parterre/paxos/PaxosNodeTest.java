package dev.parterre.paxos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole nodes over loopback and real disks.
@Timeout(60)
class PaxosNodeTest {

  private static final Timing TIMING = new Timing(50, 400, 100, 5000);
  private static final Limits SMALL =
      new Limits(8, 1024, 1 << 20, 1 << 20, 4096, 10_000, 86_400_000, 1 << 20, 50, 1 << 20, 10);

  @TempDir Path disks;
  private final Map<NodeId, URI> members = new HashMap<>();
  private final Map<NodeId, PaxosNode<CounterMachine>> nodes = new TreeMap<>();

  @BeforeEach
  void start_three() throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    for (var id = 1; id <= 3; id++) {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      members.put(new NodeId(id), URI.create("http://127.0.0.1:" + socket.getLocalPort()));
    }
    for (var socket : sockets) {
      socket.close();
    }
    for (var id = 1; id <= 3; id++) {
      start(id);
    }
  }

  @AfterEach
  void stop_all() throws IOException {
    for (var node : nodes.values()) {
      node.close();
    }
  }

  private void start(int id) throws IOException {
    start(id, "cluster");
  }

  private void start(int id, String cluster) throws IOException {
    var self = new NodeId(id);
    var configuration =
        new NodeConfiguration(
            cluster,
            self,
            members,
            NodeConfiguration.Quorums.MAJORITIES,
            new InetSocketAddress("127.0.0.1", requireNonNull(members.get(self)).getPort()),
            "a shared secret of the test",
            disks.resolve("node-" + id),
            SMALL,
            TIMING);
    nodes.put(self, PaxosNode.start(configuration, new CounterMachine(), NodeObserver.NONE));
  }

  private void stop(int id) throws IOException {
    requireNonNull(nodes.remove(new NodeId(id))).close();
  }

  private PaxosNode<CounterMachine> node(int id) {
    return requireNonNull(nodes.get(new NodeId(id)));
  }

  private static Command command(long id, String text) {
    return new Command(
        new CommandId(id, 0), text.hashCode(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply.Applied applied(CompletableFuture<Reply> reply) throws Exception {
    assertThat(reply.get(10, TimeUnit.SECONDS)).isInstanceOf(Reply.Applied.class);
    return (Reply.Applied) reply.get();
  }

  private static List<String> read(PaxosNode<CounterMachine> node) throws Exception {
    var answer = node.read(CounterMachine::applied).get(10, TimeUnit.SECONDS);
    return ((Answer.Found<List<String>>) answer).value();
  }

  @Test
  void commands_from_every_node_are_applied_in_one_order_everywhere() throws Exception {
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var i = 0; i < 600; i++) {
      replies.add(node(1 + i % 3).submit(command(i + 1, "command " + i)));
    }
    for (var reply : replies) {
      applied(reply);
    }
    var order = read(node(1));
    assertThat(order).hasSize(600).doesNotHaveDuplicates();
    assertThat(read(node(2))).isEqualTo(order);
    assertThat(read(node(3))).isEqualTo(order);
    assertThat(nodes.values().stream().map(PaxosNode::status).map(Status::index).toList())
        .containsOnly(600L);
    assertThat(nodes.values().stream().map(PaxosNode::status).map(Status::digest).distinct())
        .hasSize(1);
  }

  @Test
  void a_command_asked_for_again_is_answered_alike_by_another_node() throws Exception {
    var first = applied(node(1).submit(command(7, "once")));
    var again = applied(node(2).submit(command(7, "once")));
    assertThat(again.index()).isEqualTo(first.index());
    assertThat(again.outcome()).isEqualTo(first.outcome());
    assertThat(node(3).submit(command(7, "another")).get()).isEqualTo(new Reply.Reused());
    assertThat(read(node(1))).containsExactly("once");
  }

  @Test
  void two_of_three_go_on_and_the_third_catches_up() throws Exception {
    applied(node(1).submit(command(1, "before")));
    var leader = node(1).status().leader();
    assertThat(leader).isNotNull();
    stop(leader.value());
    var survivor = nodes.values().iterator().next();
    applied(survivor.submit(command(2, "while one is away")));
    start(leader.value());
    assertThat(read(node(leader.value()))).containsExactly("before", "while one is away");
  }

  @Test
  void what_was_acknowledged_is_there_after_all_have_stopped() throws Exception {
    for (var i = 1; i <= 50; i++) {
      applied(node(1 + i % 3).submit(command(i, "kept " + i)));
    }
    var before = read(node(1));
    for (var id = 1; id <= 3; id++) {
      stop(id);
    }
    for (var id = 1; id <= 3; id++) {
      start(id);
    }
    assertThat(read(node(2))).isEqualTo(before);
    assertThat(applied(node(3).submit(command(9, "kept 9"))).index()).isEqualTo(9);
  }

  @Test
  void one_of_three_acknowledges_nothing_and_says_so() throws Exception {
    applied(node(3).submit(command(1, "with a quorum")));
    stop(1);
    stop(2);
    var reply = node(3).submit(command(2, "alone")).get(20, TimeUnit.SECONDS);
    assertThat(reply)
        .matches(each -> each instanceof Reply.Unavailable || each instanceof Reply.OutcomeUnknown);
    assertThat(node(3).read(CounterMachine::applied).get(20, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Unavailable<List<String>>());
    var local = node(3).readLocal(0, CounterMachine::applied).get(5, TimeUnit.SECONDS);
    assertThat(local).isEqualTo(new Answer.Found<>(1, List.of("with a quorum")));
  }

  @Test
  void the_replicated_time_goes_on_although_nothing_happens() throws Exception {
    applied(node(2).submit(command(1, "alarm 300")));
    assertThat(read(node(2))).containsExactly("alarm 300");
    var rang = node(1).readLocal(2, CounterMachine::applied).get(5, TimeUnit.SECONDS);
    assertThat(rang).isEqualTo(new Answer.Found<>(2, List.of("alarm 300", "rang")));
  }

  @Test
  void a_read_waits_for_the_index_it_asks_for() throws Exception {
    var waiting = node(3).readLocal(1, CounterMachine::applied);
    assertThat(waiting).isNotDone();
    applied(node(1).submit(command(1, "awaited")));
    assertThat(waiting.get(5, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Found<>(1, List.of("awaited")));
  }

  @Test
  void a_data_directory_of_another_cluster_is_refused() throws Exception {
    stop(1);
    assertThatThrownBy(() -> start(1, "another cluster"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("node-1");
  }

  @Test
  void the_next_leader_is_found_by_the_broken_connection_of_the_last() throws Exception {
    applied(node(1).submit(command(1, "before")));
    var leader = node(1).status().leader();
    assertThat(leader).isNotNull();
    stop(leader.value());
    var start = System.nanoTime();
    applied(nodes.values().iterator().next().submit(command(2, "after")));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
