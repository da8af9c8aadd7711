package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Quorums;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.http.TcpProxy;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole nodes that reach each other over slow links.
@Timeout(120)
@Tag("slow")
class SlowLinksTest {

  private static final int MEBIBYTES = 12;
  private static final Timing PATIENT = new Timing(100, 800, 250, 60_000);

  @TempDir Path disks;
  private final Map<Integer, PaxosNode<CounterMachine>> nodes = new HashMap<>();
  private final Map<List<Integer>, TcpProxy> links = new HashMap<>();
  private final Queue<String> losses = new ConcurrentLinkedQueue<>();
  private Timing timing = PATIENT;

  @AfterEach
  void stop() throws IOException {
    for (var node : nodes.values()) {
      node.close();
    }
    for (var link : links.values()) {
      link.close();
    }
  }

  private void start(long bytesPerSecond, int delayMillis) throws Exception {
    var ports = new ArrayList<Integer>();
    for (var id = 0; id <= 3; id++) {
      ports.add(FreePorts.next());
    }
    for (var from = 1; from <= 3; from++) {
      for (var to = 1; to <= 3; to++) {
        links.put(List.of(from, to), new TcpProxy(ports.get(to), bytesPerSecond, delayMillis));
      }
    }
    for (var id = 1; id <= 3; id++) {
      nodes.put(id, start(id, ports.get(id)));
    }
    var _ =
        node(1)
            .read(new Consistency.Linearizable(), CounterMachine::applied)
            .get(30, TimeUnit.SECONDS);
    for (var node : nodes.values()) {
      while (node.status().leader() == null) {
        Thread.sleep(20);
      }
    }
    losses.clear();
  }

  private PaxosNode<CounterMachine> start(int id, int port) throws IOException {
    var members = new HashMap<NodeId, URI>();
    for (var to = 1; to <= 3; to++) {
      members.put(new NodeId(to), Objects.requireNonNull(links.get(List.of(id, to))).address());
    }
    var configuration =
        new NodeConfiguration(
            "cluster",
            new NodeId(id),
            members,
            Quorums.MAJORITIES,
            new InetSocketAddress("127.0.0.1", port),
            "a shared secret of the test",
            disks.resolve("node-" + id),
            Limits.DEFAULTS,
            timing);
    return PaxosNode.start(
        configuration,
        new CounterMachine(),
        new NodeObserver() {
          @Override
          public void leaderChanged(@Nullable NodeId leader, Ballot ballot, String why) {
            if (leader == null) {
              losses.add("replica " + id + ": " + why);
            }
          }
        });
  }

  private PaxosNode<CounterMachine> node(int id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  private PaxosNode<CounterMachine> leader() {
    return node(leaderId());
  }

  private int leaderId() {
    return Objects.requireNonNull(node(1).status().leader()).value();
  }

  private long copies() {
    var most = 0L;
    for (var id = 1; id <= 3; id++) {
      most = Math.max(most, said(leaderId(), id));
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void a_large_command_goes_over_a_slow_link_once_and_nobody_misses_the_leader(int megabytes)
      throws Exception {
    start(megabytes * 1_000_000L, 0);
    var before = copies();
    var command = new Command(new CommandId(1, 0), 0, new byte[MEBIBYTES << 20]);

    var reply = leader().submit(command).get(100, TimeUnit.SECONDS);

    assertThat(reply).isInstanceOf(Reply.Applied.class);
    assertThat(inCopies(copies() - before)).isBetween(0.9, 1.2);
    assertThat(losses).isEmpty();
  }

  /// A slow answer does not show that the leader was not reached.
  @Test
  void a_large_command_of_a_follower_goes_to_the_leader_once_and_to_nobody_else() throws Exception {
    start(3_000_000L, 0);
    var follower = leaderId() % 3 + 1;
    var other = 6 - leaderId() - follower;
    var before = said(follower, leaderId());
    var beforeOther = said(follower, other);
    var command = new Command(new CommandId(1, 0), 0, new byte[MEBIBYTES << 20]);

    var reply = node(follower).submit(command).get(100, TimeUnit.SECONDS);

    assertThat(reply).isInstanceOf(Reply.Applied.class);
    assertThat(inCopies(said(follower, leaderId()) - before)).isBetween(0.9, 1.2);
    assertThat(inCopies(said(follower, other) - beforeOther)).isLessThan(0.2);
    assertThat(losses).isEmpty();
  }

  private long said(int from, int to) {
    return Objects.requireNonNull(links.get(List.of(to, from))).answered.get();
  }

  private static double inCopies(long bytes) {
    return bytes / (double) (MEBIBYTES << 20);
  }

  /// With timing that lets a canvass wait for a round trip, which the usual timing does not.
  @Test
  void round_trips_of_200_ms_cost_a_command_one_of_them_and_no_leader() throws Exception {
    timing = new Timing(300, 2400, 750, 60_000);
    start(1L << 30, 100);
    for (var i = 1; i <= 10; i++) {
      var start = System.nanoTime();
      var command = new Command(new CommandId(i, 0), 0, new byte[100]);
      assertThat(leader().submit(command).get(10, TimeUnit.SECONDS))
          .isInstanceOf(Reply.Applied.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(450));
    }
    assertThat(losses).isEmpty();
  }
}
