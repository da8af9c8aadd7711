package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static dev.parterre.paxos.TestNodes.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Founders that were configured with different members would count different quorums.
@Timeout(60)
@Tag("slow")
class FoundersTest {

  @TempDir Path disks;
  private TestNodes nodes;
  private final BlockingQueue<String> heardByTwo = new LinkedBlockingQueue<>();

  @BeforeEach
  void prepare() throws IOException {
    nodes = new TestNodes(disks);
    var four = nodes.place(4);
    var three = new HashMap<>(four);
    three.remove(new NodeId(4));
    nodes.members = id -> id == 2 ? four : three;
  }

  @AfterEach
  void stop_all() throws IOException {
    nodes.close();
  }

  private static NodeObserver noting(BlockingQueue<String> heard) {
    return new NodeObserver() {
      @Override
      public void otherFounders(NodeId peer, String clause) {
        heard.add(clause);
      }
    };
  }

  /// Both of the other nodes report it.
  private void assertTwoIsOutside() throws Exception {
    Set<String> said = ConcurrentHashMap.newKeySet();
    while (said.size() < 2) {
      var clause = heardByTwo.poll(10, TimeUnit.SECONDS);
      assertThat(clause)
          .contains("founded by 1, 2, 3 (")
          .endsWith("this one by 1, 2, 3, 4 (quorums of 3 and 3)");
      said.add(clause);
    }
    assertThat(nodes.node(2).status().leader()).isNull();
    assertThat(nodes.node(2).status().decided()).isEqualTo(Slot.NONE);
    assertThat(nodes.node(2).submit(command(99, "two")).get(10, TimeUnit.SECONDS))
        .isEqualTo(new Reply.Unavailable());
  }

  @Test
  void a_founder_that_names_other_founders_hears_nobody_and_is_heard_by_nobody() throws Exception {
    var heardByOne = new LinkedBlockingQueue<String>();
    nodes.start(1, "cluster", noting(heardByOne));
    nodes.start(2, "cluster", noting(heardByTwo));
    assertThat(heardByOne.poll(10, TimeUnit.SECONDS))
        .startsWith("replica 2 says that the cluster was founded by 1, 2, 3, 4 (")
        .endsWith("this one by 1, 2, 3 (quorums of 2 and 2)");
    assertThat(nodes.node(1).status().decided()).isEqualTo(Slot.NONE);

    nodes.start(3);
    TestNodes.awaitLeader(List.of(nodes.node(1), nodes.node(3)));
    applied(nodes.node(3).submit(command(1, "one")));

    assertTwoIsOutside();
    assertThat(read(nodes.node(1))).containsExactly("one");
  }

  /// Their first snapshot is deleted by then: newer ones must name the founders, too.
  @Test
  void a_founder_that_starts_late_is_refused_likewise() throws Exception {
    nodes.start(1);
    nodes.start(3);
    TestNodes.awaitLeader(nodes.all());
    for (var i = 1; i <= 70; i++) {
      applied(nodes.node(1).submit(command(i, "command " + i)));
    }
    assertThat(nodes.node(1).status().snapshot()).isGreaterThan(Slot.NONE);
    for (var id : new int[] {1, 3}) {
      nodes.stop(id);
      nodes.start(id);
    }

    nodes.start(2, "cluster", noting(heardByTwo));

    assertTwoIsOutside();
    nodes.stop(2);
    nodes.start(2, "cluster", noting(heardByTwo));
    assertTwoIsOutside();
  }
}
