package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.crash.CrashPoint.AFTER_ACCEPT;
import static dev.parterre.paxos.crash.CrashPoint.AFTER_ACCEPTED;
import static dev.parterre.paxos.crash.CrashPoint.AFTER_DECIDE;
import static dev.parterre.paxos.crash.CrashPoint.AFTER_PREPARE;
import static dev.parterre.paxos.crash.CrashPoint.AFTER_PROMISE;
import static dev.parterre.paxos.crash.CrashPoint.BEFORE_ACCEPT;
import static dev.parterre.paxos.crash.CrashPoint.BEFORE_ACCEPTED;
import static dev.parterre.paxos.crash.CrashPoint.BEFORE_DECIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.crash.CrashPoint;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Scenarios in which a node crashes at a named point.
@Tag("slow")
class ScenariosOfCrashesTest {

  @Test
  void scenario_11_crash_just_before_deciding() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.wires().clog(leader, others);
          stage.submit(leader, 1);
          stage.run(100);
          stage.crash(leader);
          stage.wires().unclog(leader, others);
          stage.untilLearned(1, others);
          stage.settle();
        });
  }

  @Test
  void scenario_20_crash_and_restart() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var node = stage.allBut(leader)[0];
          stage.submit(leader, 1, 2);
          stage.untilLearned(2, node);
          stage.crash(node);
          for (var command = 3; command <= 30; command++) {
            stage.submit(leader, command);
            stage.run(5);
          }
          stage.untilAcknowledged(30);
          stage.start(node);
          stage.untilAllLearned();
          assertThat(stage.learned(node)).isEqualTo(stage.learned(leader)).hasSize(30);
        });
  }

  @Test
  void scenario_21_prepare_reaches_only_three_then_crash() {
    Stage.play(
        6,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.submit(leader, 1);
          stage.crashAt(others[0], AFTER_PREPARE, others[1], others[2], others[3]);
          stage.handOver(leader, others[0]);
          stage.untilDown(others[0]);
          stage.submit(others[4], 2);
          stage.submit(stage.leader(), 3);
          stage.untilLearned(2, stage.allBut(others[0]));
          stage.settle();
        });
  }

  @Test
  void scenario_22_crash_before_any_accept_leaves() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.crashAt(leader, BEFORE_ACCEPT);
          stage.submit(leader, 1);
          stage.untilDown(leader);
          assertThat(stage.reply(1)).as("nobody saw it").isEmpty();
          stage.submit(stage.leaderOtherThan(leader), 2);
          stage.untilLearned(2, others);
          stage.start(leader);
          stage.untilLearned(2, leader);
          assertThat(stage.learned(leader)).as("it has vanished").containsExactly(2L);
          stage.settle();
        });
  }

  @Test
  void scenario_23_crash_right_after_accept_to_all() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          stage.crashAt(leader, AFTER_ACCEPT);
          stage.submit(leader, 1);
          stage.untilDown(leader);
          stage.untilLearned(1, stage.allBut(leader));
          stage.start(leader);
          stage.untilAllLearned();
        });
  }

  @Test
  void scenario_24_the_decision_reaches_one_node_then_crash() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.crashAt(leader, AFTER_DECIDE, others[0]);
          stage.submit(leader, 1);
          stage.untilDown(leader);
          stage.untilLearned(1, others);
          stage.submit(others[0], 1);
          stage.submit(others[3], 1);
          stage.until("both are answered", () -> stage.replies(1) == 2);
          stage.settle();
        });
  }

  @Test
  void scenario_25_chosen_nobody_told_then_crash() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          stage.crashAt(leader, BEFORE_DECIDE);
          stage.submit(leader, 1);
          stage.untilDown(leader);
          assertThat(stage.reply(1)).isEmpty();
          for (var node : stage.allBut(leader)) {
            assertThat(stage.learned(node)).isEmpty();
          }
          stage.untilLearned(1, stage.allBut(leader));
          stage.settle();
        });
  }

  @Test
  void scenario_26_an_acceptor_crashes_after_its_promise_another_after_its_accepted() {
    Stage.play(
        3,
        stage -> {
          var first = stage.startAll();
          var next = stage.allBut(first)[0];
          var third = stage.allBut(first)[1];
          stage.crashAt(third, AFTER_PROMISE);
          stage.handOver(first, next);
          stage.untilDown(third);
          stage.until("it leads", () -> stage.leader() == next);
          stage.crashAt(first, AFTER_ACCEPTED);
          stage.submit(next, 1);
          stage.untilDown(first);
          stage.untilAcknowledged(1);
          stage.submit(next, 2);
          stage.run(2000);
          assertThat(stage.reply(2)).as("without a quorum").isEmpty();
          stage.start(third);
          stage.submit(stage.leader(), 3);
          stage.untilAcknowledged(3);
          stage.untilLearned(1, third);
          stage.untilLearned(3, third);
          stage.settle();
        });
  }

  @Test
  void scenario_27_two_leaders_in_succession_crash_while_deciding() {
    Stage.play(
        5,
        stage -> {
          var first = stage.startAll();
          Arrays.stream(stage.all()).forEach(node -> stage.crashAt(node, BEFORE_DECIDE));
          stage.submit(first, 1);
          stage.untilDown(first);
          stage.until("the second has crashed", () -> down(stage) == 2);
          stage.nobodyCrashes();
          var left = Arrays.stream(stage.all()).filter(node -> !stage.isDown(node)).toArray();
          stage.untilLearned(1, left);
          stage.start(stage.all());
          stage.untilAllLearned();
        });
  }

  private static long down(Stage stage) {
    return Arrays.stream(stage.all()).filter(stage::isDown).count();
  }

  @Test
  void scenario_28_a_quorum_crashes_after_accepting_and_restarts() {
    Stage.play(3, ScenariosOfCrashesTest::crashAQuorumAfterAccepting);
  }

  private static void crashAQuorumAfterAccepting(Stage stage) {
    var leader = stage.startAll();
    var acceptors = stage.allBut(leader);
    Arrays.stream(acceptors).forEach(node -> stage.crashAt(node, BEFORE_ACCEPTED));
    stage.submit(leader, 1);
    Arrays.stream(acceptors).forEach(stage::untilDown);
    stage.crash(leader);
    stage.start(acceptors);
    stage.untilLearned(1, acceptors);
    stage.settle();
  }

  @Test
  void an_answer_before_the_force_is_detected() {
    assertThatThrownBy(
            () ->
                Stage.play(
                    Stage.setup(3),
                    Mutant.REPLY_BEFORE_FORCE,
                    ScenariosOfCrashesTest::crashAQuorumAfterAccepting))
        .hasMessageContaining("on disk");
  }

  @Test
  void scenario_29_every_crash_point_once_with_six_nodes() {
    Stage.play(
        Stage.setup(6, 8),
        Mutant.NONE,
        stage -> {
          stage.startAll();
          for (var point : CrashPoint.values()) {
            crashSomebodyAt(stage, point);
            stage.start(stage.all());
          }
          stage.settle();
        });
  }

  /// Goes on submitting, and changing leaders, until some node comes to the point.
  private static void crashSomebodyAt(Stage stage, CrashPoint point) {
    var leader = stage.leader();
    Arrays.stream(stage.all()).forEach(node -> stage.crashAt(node, point));
    for (var asked = 0; down(stage) == 0; asked++) {
      assertThat(asked).as("asked in vain for " + point).isLessThan(100);
      stage.submit(1 + asked % 6, 100L * point.ordinal() + asked);
      if (asked % 5 == 0 && !stage.isDown(leader)) {
        stage.handOver(leader, stage.allBut(leader)[asked / 5 % 5]);
      }
      stage.run(20);
    }
    stage.nobodyCrashes();
  }

  @Test
  void scenario_40_promise_restart_old_ballot_comes() {
    Stage.play(3, ScenariosOfCrashesTest::oldBallotAfterARestart);
    assertThatThrownBy(
            () ->
                Stage.play(
                    Stage.setup(3),
                    Mutant.PROMISE_FORGOTTEN,
                    ScenariosOfCrashesTest::oldBallotAfterARestart))
        .hasMessageContaining("promises never fall (A1)");
  }

  private static void oldBallotAfterARestart(Stage stage) {
    var old = stage.startAll();
    var next = stage.allBut(old)[0];
    var acceptor = stage.allBut(old)[1];
    stage.wires().clog(acceptor, old);
    stage.wires().clog(old, next, acceptor);
    stage.handOver(old, next);
    stage.until("the next leads", () -> stage.leaderOtherThan(old) == next);
    stage.submit(old, 1);
    stage.run(1);
    var before = stage.counted(Sometimes.BALLOT_PREEMPTED);
    stage.crash(acceptor);
    stage.start(acceptor);
    stage.wires().unclog(acceptor, old);
    stage.until(
        "the old ballot is refused", () -> stage.counted(Sometimes.BALLOT_PREEMPTED) > before);
    assertThat(stage.learned(acceptor)).isEmpty();
    stage.wires().unclog(old, next, acceptor);
    stage.settle();
  }
}
