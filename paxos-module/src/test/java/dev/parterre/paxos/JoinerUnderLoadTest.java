package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.http.TcpProxy;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node joins a cluster over a slow link, while the others take snapshots many times faster than
/// it can fetch one (openraft #1706, RATIS-1305).
@Timeout(120)
@Tag("slow")
class JoinerUnderLoadTest {

  private static final int COMMANDS = 100;
  private static final int COMMAND_BYTES = 50_000;

  /// The machine holds what it applied, and the outcomes are as large.
  private static final int STATE_BYTES = 2 * COMMANDS * COMMAND_BYTES;

  private static final int BYTES_PER_SECOND = 2_000_000;
  private static final int JOINER = 4;

  /// Long enough that the leader does not change: only the one that took a snapshot keeps it.
  private static final Timing PATIENT = new Timing(100, 3000, 500, 10_000);

  @TempDir Path disks;
  private TestNodes nodes;
  private final List<TcpProxy> links = new ArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final CompletableFuture<Long> fetched = new CompletableFuture<>();
  private volatile boolean ended;
  private Thread load = new Thread();

  @BeforeEach
  void found() throws Exception {
    nodes = new TestNodes(disks);
    nodes.limits = _ -> limits();
    nodes.timing = PATIENT;
    var founders = nodes.place(3);
    var byProxies = byProxies(founders);
    nodes.members = id -> id == JOINER ? byProxies : founders;
    nodes.start(1, "cluster", taking());
    nodes.start(2);
    nodes.start(3);
    TestNodes.awaitLeader(nodes.all());
    var text = "x".repeat(COMMAND_BYTES);
    for (var i = 0; i < COMMANDS; i++) {
      applied(nodes.node(1).submit(command(1_000_000 + i, text)));
    }
    load = Thread.ofPlatform().start(this::load);
  }

  /// A snapshot every 20 slots, and little of the log behind it.
  private static Limits limits() {
    return TestNodes.small().segmentBytes(1 << 18).snapshotSlots(20).tailSlots(5).build();
  }

  private Map<NodeId, URI> byProxies(Map<NodeId, URI> founders) throws IOException {
    var byProxies = new HashMap<NodeId, URI>();
    for (var founder : founders.entrySet()) {
      var link = new TcpProxy(founder.getValue().getPort(), BYTES_PER_SECOND, 0);
      links.add(link);
      byProxies.put(founder.getKey(), link.address());
    }
    return byProxies;
  }

  private void load() {
    for (var i = 1; !ended; i++) {
      nodes.node(1).submit(command(i, "y" + i)).join();
      TestNodes.pause(20);
    }
  }

  private NodeObserver taking() {
    return new NodeObserver() {
      @Override
      public void snapshotKept(Slot slot, long bytes, boolean fetched) {
        taken.incrementAndGet();
      }
    };
  }

  private NodeObserver fetching() {
    return new NodeObserver() {
      @Override
      public void snapshotKept(Slot slot, long bytes, boolean isFetched) {
        if (isFetched) {
          fetched.complete(bytes);
        }
      }
    };
  }

  @AfterEach
  void stop_all() throws Exception {
    ended = true;
    load.join();
    nodes.close();
    for (var link : links) {
      link.close();
    }
  }

  /// @return the bytes of the first snapshot that arrived
  private long awaitSnapshot() {
    var seconds = 3 * STATE_BYTES / BYTES_PER_SECOND;
    assertThat(fetched).succeedsWithin(Duration.ofSeconds(seconds));
    return fetched.join();
  }

  private void assertCaughtUp() {
    var target = nodes.node(1).status().index();
    var answer =
        nodes
            .node(JOINER)
            .read(new Consistency.AtLeast(target), machine -> machine.applied().size())
            .join();
    assertThat(answer).isInstanceOf(Answer.Found.class);
  }

  @Test
  void a_joiner_catches_up_although_newer_snapshots_overtake_its_own() throws Exception {
    var before = taken.get();

    nodes.start(JOINER, "cluster", fetching());

    awaitSnapshot();
    assertThat(taken.get() - before).as("snapshots taken meanwhile").isGreaterThan(5);
    assertCaughtUp();
  }

  /// No life of its process is long enough for a whole snapshot.
  @Test
  void a_joiner_that_is_restarted_goes_on_with_the_snapshot_that_it_had_begun() throws Exception {
    var before = taken.get();
    for (var life = 1; life <= 2; life++) {
      nodes.start(JOINER, "cluster", fetching());
      TestNodes.pause(1_500);
      nodes.stop(JOINER);
    }
    assertThat(fetched).isNotDone();
    assertThat(taken.get() - before).as("snapshots taken meanwhile").isGreaterThan(5);

    nodes.start(JOINER, "cluster", fetching());

    var bytes = awaitSnapshot();
    var carried = links.stream().mapToLong(link -> link.answered.get()).sum();
    assertThat(carried).as("bytes by the slow links").isLessThan(bytes * 14 / 10);
    assertCaughtUp();
  }
}
