package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static dev.parterre.paxos.TestNodes.read;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whole nodes agree on besides commands, and what they do if they cannot apply one.
@Timeout(90)
@Tag("slow")
class DirectivesTest {

  private static final DirectiveReply DONE = new DirectiveReply.Done();

  @TempDir Path disks;
  private TestNodes nodes;

  @BeforeEach
  void prepare() {
    nodes = new TestNodes(disks);
  }

  @AfterEach
  void stop_all() throws IOException {
    nodes.close();
  }

  private static Limits limits(int outcomes) {
    return TestNodes.small().outcomes(outcomes).build();
  }

  private DirectiveReply administer(int node, Directive directive) throws Exception {
    return nodes.node(node).administer(directive).get(10, TimeUnit.SECONDS);
  }

  private void restart_all() throws IOException {
    for (var id = 1; id <= 3; id++) {
      nodes.stop(id);
    }
    for (var id = 1; id <= 3; id++) {
      nodes.start(id);
    }
  }

  /// Each node answers a linearizable read first, so that it has applied what the others have.
  private void assertAlike() throws Exception {
    for (var node : nodes.all()) {
      read(node);
    }
    assertThat(nodes.all()).extracting(node -> node.status().digest()).containsOnly(digest());
  }

  private Long digest() {
    return nodes.all().iterator().next().status().digest();
  }

  @Test
  void founders_that_are_configured_differently_come_to_one_state() throws Exception {
    nodes.limits = id -> limits(2 * id);
    nodes.found(3);
    for (var i = 1; i <= 20; i++) {
      applied(nodes.node(1 + i % 3).submit(command(i, "command " + i)));
    }
    assertAlike();
    var rules = nodes.node(1).status().rules();
    assertThat(rules.outcomesMax()).isIn(2, 4, 6);
    assertThat(nodes.all()).extracting(node -> node.status().rules()).containsOnly(rules);
    assertThat(nodes.all())
        .extracting(node -> node.status().outcomes())
        .containsOnly(rules.outcomesMax());
    nodes.limits = _ -> limits(100);
    restart_all();
    assertAlike();
    assertThat(nodes.node(2).status().rules()).isEqualTo(rules);
  }

  @Test
  void rules_are_changed_by_a_decision_everywhere_and_for_good() throws Exception {
    nodes.found(3);
    for (var i = 1; i <= 10; i++) {
      applied(nodes.node(1).submit(command(i, "command " + i)));
    }
    var next = new Rules(5, 60_000, 1_000);
    assertThat(administer(2, new Directive.SetRules(next))).isEqualTo(DONE);
    assertThat(nodes.node(2).status().outcomes()).isEqualTo(5);
    assertThat(administer(3, new Directive.SetRules(next))).isEqualTo(DONE);
    assertAlike();
    for (var i = 11; i <= 80; i++) {
      applied(nodes.node(3).submit(command(i, "command " + i)));
    }
    restart_all();
    assertAlike();
    assertThat(nodes.all()).extracting(node -> node.status().rules()).containsOnly(next);
  }

  @Test
  void the_replicated_time_is_advanced_by_a_decision_and_never_put_back() throws Exception {
    nodes.found(3);
    applied(nodes.node(1).submit(command(1, "alarm 3600000")));
    var before = nodes.node(1).status().timeMillis();
    var later = before + 7_200_000;
    assertThat(administer(2, new Directive.AdvanceTime(later))).isEqualTo(DONE);
    assertThat(nodes.node(2).status().timeMillis()).isGreaterThanOrEqualTo(later);
    assertThat(read(nodes.node(3))).containsExactly("alarm 3600000", "rang");
    assertThat(administer(3, new Directive.AdvanceTime(before))).isEqualTo(DONE);
    applied(nodes.node(3).submit(command(2, "after")));
    assertThat(nodes.node(3).status().timeMillis()).isGreaterThanOrEqualTo(later);
    assertAlike();
  }

  @Test
  void a_command_that_cannot_be_applied_fails_alike_everywhere_and_stays_failed() throws Exception {
    nodes.found(3);
    applied(nodes.node(1).submit(command(1, "one")));
    var failed = nodes.node(2).submit(command(2, "fail")).get(10, TimeUnit.SECONDS);
    assertThat(failed).isEqualTo(new Reply.Failed(2));
    assertThat(applied(nodes.node(3).submit(command(3, "three"))).index()).isEqualTo(3);
    assertAlike();
    restart_all();
    assertThat(nodes.node(1).submit(command(2, "fail")).get(10, TimeUnit.SECONDS))
        .isEqualTo(failed);
    assertThat(read(nodes.node(1))).containsExactly("one", "three");
    for (var i = 4; i <= 80; i++) {
      applied(nodes.node(1).submit(command(i, "command " + i)));
    }
    restart_all();
    assertThat(nodes.node(3).submit(command(2, "fail")).get(10, TimeUnit.SECONDS))
        .as("also from a snapshot")
        .isEqualTo(failed);
  }

  @Test
  void a_slot_that_nobody_can_apply_is_passed_over_by_decision() throws Exception {
    nodes.found(3);
    applied(nodes.node(1).submit(command(1, "one")));
    var lost = nodes.node(2).submit(command(2, "break"));
    var slot = awaitHeld();
    assertThat(nodes.node(1).submit(command(3, "three")).get(10, TimeUnit.SECONDS))
        .isEqualTo(new Reply.Unavailable());
    assertThat(
            nodes
                .node(1)
                .read(Consistency.local(), CounterMachine::applied)
                .get(10, TimeUnit.SECONDS))
        .as("half of something is shown to nobody")
        .isEqualTo(new Answer.Unavailable<List<String>>());
    assertThat(nodes.node(1).status().members())
        .as("what is decided is not yet applied")
        .allMatch(member -> slot.isAfter(member.applied()));
    restart_all();
    assertThat(awaitHeld()).isEqualTo(slot);
    assertThat(administer(1, new Directive.PassOver(slot.next())))
        .isInstanceOf(DirectiveReply.Refused.class);
    assertThat(administer(1, new Directive.PassOver(slot))).isEqualTo(DONE);
    awaitReleased();
    applied(nodes.node(2).submit(command(4, "four")));
    assertThat(nodes.node(3).submit(command(2, "break")).get(10, TimeUnit.SECONDS))
        .isEqualTo(new Reply.Failed(2));
    assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Reply.OutcomeUnknown.class);
    assertAlike();
    restart_all();
    assertThat(read(nodes.node(3))).containsExactly("one", "four");
    assertAlike();
  }

  @Test
  void who_was_started_again_learns_what_the_others_have_applied_though_nothing_happens()
      throws Exception {
    nodes.found(3);
    applied(nodes.node(1).submit(command(1, "one")));
    assertAlike();
    var follower = 1 + nodes.leader() % 3;
    nodes.stop(follower);
    var back = nodes.start(follower);
    read(back);
    var own = back.status().applied();
    while (back.status().members().stream().anyMatch(it -> own.isAfter(it.applied()))) {
      Thread.sleep(20);
    }
  }

  private void awaitReleased() throws InterruptedException {
    for (var node : nodes.all()) {
      while (node.status().held() != null) {
        Thread.sleep(20);
      }
    }
  }

  private Slot awaitHeld() throws InterruptedException {
    for (var node : nodes.all()) {
      while (node.status().held() == null) {
        Thread.sleep(20);
      }
    }
    return requireNonNull(nodes.node(1).status().held());
  }

  /// cockroach #7224: replicas that diverged went on for weeks.
  @Test
  void a_replica_with_another_state_than_the_majority_stops_and_the_others_go_on()
      throws Exception {
    nodes.machines = id -> id == 3 ? new Forgetful() : new CounterMachine();
    var stopped = new CompletableFuture<Throwable>();
    var apart = new CompletableFuture<NodeId>();
    nodes.place(3);
    nodes.start(1, "cluster", apart(apart));
    nodes.start(2);
    nodes.start(3, "cluster", failed(stopped));
    applied(nodes.node(1).submit(command(1, "forget")));
    applied(nodes.node(2).submit(command(2, "two")));
    assertThat(stopped.get(20, TimeUnit.SECONDS)).hasMessageContaining("majority");
    assertThat(apart.get(20, TimeUnit.SECONDS)).isEqualTo(new NodeId(3));
    applied(nodes.node(1).submit(command(3, "three")));
    assertThat(read(nodes.node(2))).containsExactly("forget", "two", "three");
  }

  private static NodeObserver apart(CompletableFuture<NodeId> told) {
    return new NodeObserver() {
      @Override
      public void apart(NodeId peer, Slot slot) {
        told.complete(peer);
      }
    };
  }

  private static NodeObserver failed(CompletableFuture<Throwable> told) {
    return new NodeObserver() {
      @Override
      public void failed(Throwable cause) {
        told.complete(cause);
      }
    };
  }

  private static final class Forgetful extends CounterMachine {
    @Override
    public byte[] apply(long index, byte[] command) {
      return command[0] == 'f' ? command : super.apply(index, command);
    }
  }

  /// sofa-jraft #868: after one failure, a node was saving forever.
  @Test
  void a_snapshot_that_failed_is_told_and_tried_again() throws Exception {
    var failing = new AtomicInteger(2);
    nodes.machines = _ -> new Unable(failing);
    nodes.place(1);
    var failures = new AtomicInteger();
    var kept = new CompletableFuture<Slot>();
    nodes.start(1, "cluster", failures(failures, kept));
    for (var i = 1; i <= 60; i++) {
      applied(nodes.node(1).submit(command(i, "command " + i)));
    }
    assertThat(kept.get(20, TimeUnit.SECONDS)).isGreaterThan(new Slot(50));
    assertThat(failures).hasValue(2);
    applied(nodes.node(1).submit(command(61, "and on")));
  }

  private static NodeObserver failures(AtomicInteger count, CompletableFuture<Slot> told) {
    return new NodeObserver() {
      @Override
      public void snapshotFailed(IOException cause) {
        count.incrementAndGet();
      }

      @Override
      public void snapshotKept(Slot slot, long bytes, boolean fetched) {
        told.complete(slot);
      }
    };
  }

  /// Fails to be captured once, and then to be written once. The snapshot of the founding succeeds.
  private static final class Unable extends CounterMachine {
    private final AtomicInteger failing;

    Unable(AtomicInteger failing) {
      this.failing = failing;
    }

    @Override
    public Capture capture() {
      if (applied().isEmpty()) {
        return super.capture();
      }
      if (failing.compareAndSet(2, 1)) {
        throw new IllegalStateException("cannot be captured");
      }
      var capture = super.capture();
      return out -> {
        if (failing.compareAndSet(1, 0)) {
          throw new IllegalStateException("cannot be written");
        }
        capture.writeTo(out);
      };
    }
  }

  /// openraft #1706, RATIS-1305: with a snapshot every 50 slots, each one broke off the transfer of
  /// its predecessor, for as long as the load lasted.
  @Test
  void a_node_far_behind_catches_up_with_a_large_state_under_load() throws Exception {
    nodes.found(3);
    var text = "x".repeat(60_000);
    for (var i = 0; i < 500; i++) {
      applied(nodes.node(1).submit(command(1_000_000 + i, text + i)));
    }
    var away = 1 + nodes.leader() % 3;
    var leader = nodes.leader();
    nodes.stop(away);
    var ended = new AtomicBoolean();
    var load = Thread.ofPlatform().start(() -> load(nodes.node(leader), ended));
    try {
      Thread.sleep(2_000);
      var target = nodes.node(leader).status().index();
      var back = nodes.start(away);
      var answer = back.read(new Consistency.AtLeast(target), machine -> machine.applied().size());
      var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(45);
      while (!(answer.join() instanceof Answer.Found<Integer>)) {
        assertThat(System.nanoTime()).as("caught up in time").isLessThan(deadline);
        answer = back.read(new Consistency.AtLeast(target), machine -> machine.applied().size());
      }
    } finally {
      ended.set(true);
      load.join();
    }
    assertAlike();
  }

  private static void load(PaxosNode<CounterMachine> node, AtomicBoolean ended) {
    for (var i = 1; !ended.get(); i++) {
      node.submit(command(i, "y" + i)).join();
    }
  }
}
