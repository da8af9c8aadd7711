package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static dev.parterre.paxos.TestNodes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.crash.CrashPlan;
import dev.parterre.paxos.crash.CrashPoint;
import dev.parterre.paxos.crash.CrashPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole nodes over loopback and real disks.
@Timeout(60)
@Tag("slow")
class PaxosNodeTest {

  @TempDir Path disks;
  private TestNodes nodes;

  @BeforeEach
  void start_three() throws IOException {
    nodes = new TestNodes(disks);
    nodes.found(3);
  }

  @AfterEach
  void stop_all() throws IOException {
    nodes.close();
  }

  @Test
  void commands_from_every_node_are_applied_in_one_order_everywhere() throws Exception {
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var i = 0; i < 600; i++) {
      replies.add(nodes.node(1 + i % 3).submit(command(i + 1, "command " + i)));
    }
    for (var reply : replies) {
      applied(reply);
    }
    var order = read(nodes.node(1));
    assertThat(order).hasSize(600).doesNotHaveDuplicates();
    assertThat(read(nodes.node(2))).isEqualTo(order);
    assertThat(read(nodes.node(3))).isEqualTo(order);
    assertThat(nodes.all().stream().map(PaxosNode::status).map(Status::index).toList())
        .containsOnly(600L);
    assertThat(nodes.all().stream().map(PaxosNode::status).map(Status::digest).distinct())
        .hasSize(1);
  }

  @Test
  void a_command_asked_for_again_is_answered_alike_by_another_node() throws Exception {
    var first = applied(nodes.node(1).submit(command(7, "once")));
    var again = applied(nodes.node(2).submit(command(7, "once")));
    assertThat(again.index()).isEqualTo(first.index());
    assertThat(again.outcome()).isEqualTo(first.outcome());
    assertThat(nodes.node(3).submit(command(7, "another")).get()).isEqualTo(new Reply.Reused());
    assertThat(read(nodes.node(1))).containsExactly("once");
  }

  /// One of them is on its log, the other on its transport.
  @Test
  void crash_points_that_are_handed_in_can_be_armed_while_the_node_runs() throws Exception {
    nodes.stop(1);
    var ends = new Semaphore(0);
    var points = new CrashPoints(ends::release);
    nodes.decorators = _ -> points;
    nodes.start(1);
    var number = 0;
    for (var point : List.of(CrashPoint.AFTER_FORCE, CrashPoint.AFTER_ACCEPTED)) {
      points.arm(new CrashPlan(point));
      applied(nodes.node(2).submit(command(++number, "more")));
      assertThat(ends.tryAcquire(10, TimeUnit.SECONDS)).as("at %s", point).isTrue();
    }
  }

  @Test
  void two_of_three_go_on_and_the_third_catches_up() throws Exception {
    applied(nodes.node(1).submit(command(1, "before")));
    var leader = nodes.node(1).status().leader();
    assertThat(leader).isNotNull();
    nodes.stop(leader.value());
    var survivor = nodes.all().iterator().next();
    applied(survivor.submit(command(2, "while one is away")));
    nodes.start(leader.value());
    assertThat(read(nodes.node(leader.value()))).containsExactly("before", "while one is away");
  }

  @Test
  void what_was_acknowledged_is_there_after_all_have_stopped() throws Exception {
    for (var i = 1; i <= 50; i++) {
      applied(nodes.node(1 + i % 3).submit(command(i, "kept " + i)));
    }
    var before = read(nodes.node(1));
    for (var id = 1; id <= 3; id++) {
      nodes.stop(id);
    }
    for (var id = 1; id <= 3; id++) {
      nodes.start(id);
    }
    assertThat(read(nodes.node(2))).isEqualTo(before);
    assertThat(applied(nodes.node(3).submit(command(9, "kept 9"))).index()).isEqualTo(9);
  }

  @Test
  void one_of_three_acknowledges_nothing_and_says_so() throws Exception {
    applied(nodes.node(3).submit(command(1, "with a quorum")));
    nodes.stop(1);
    nodes.stop(2);
    var reply = nodes.node(3).submit(command(2, "alone")).get(20, TimeUnit.SECONDS);
    assertThat(reply)
        .matches(each -> each instanceof Reply.Unavailable || each instanceof Reply.OutcomeUnknown);
    assertThat(
            nodes
                .node(3)
                .read(new Consistency.Linearizable(), CounterMachine::applied)
                .get(20, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Unavailable<List<String>>());
    var local =
        nodes.node(3).read(Consistency.local(), CounterMachine::applied).get(5, TimeUnit.SECONDS);
    assertThat(local).isEqualTo(new Answer.Found<>(1, List.of("with a quorum")));
  }

  @Test
  void the_replicated_time_goes_on_although_nothing_happens() throws Exception {
    applied(nodes.node(2).submit(command(1, "alarm 300")));
    assertThat(read(nodes.node(2))).containsExactly("alarm 300");
    var rang =
        nodes
            .node(1)
            .read(new Consistency.AtLeast(2), CounterMachine::applied)
            .get(5, TimeUnit.SECONDS);
    assertThat(rang).isEqualTo(new Answer.Found<>(2, List.of("alarm 300", "rang")));
  }

  @Test
  void a_read_waits_for_the_index_it_asks_for() throws Exception {
    var waiting = nodes.node(3).read(new Consistency.AtLeast(1), CounterMachine::applied);
    assertThat(waiting).isNotDone();
    applied(nodes.node(1).submit(command(1, "awaited")));
    assertThat(waiting.get(5, TimeUnit.SECONDS))
        .isEqualTo(new Answer.Found<>(1, List.of("awaited")));
  }

  @Test
  void a_data_directory_of_another_cluster_is_refused() throws Exception {
    nodes.stop(1);
    assertThatThrownBy(() -> nodes.start(1, "another cluster"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("node-1");
  }

  @Test
  void the_next_leader_is_found_by_the_broken_connection_of_the_last() throws Exception {
    applied(nodes.node(1).submit(command(1, "before")));
    var leader = nodes.node(1).status().leader();
    assertThat(leader).isNotNull();
    nodes.stop(leader.value());
    var start = System.nanoTime();
    applied(nodes.all().iterator().next().submit(command(2, "after")));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
