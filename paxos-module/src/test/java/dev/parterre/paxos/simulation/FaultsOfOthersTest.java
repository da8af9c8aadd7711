package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.crash.CrashPoint.AFTER_ACCEPTED;
import static dev.parterre.paxos.crash.CrashPoint.AFTER_PREPARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.simulation.Stage.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults that other projects have had, replayed on the stage. If the simulation has a mutant with
/// the fault, the same scene must expose it.
class FaultsOfOthersTest {

  private static void isCaught(Mutant mutant, Scene scene) {
    assertThatThrownBy(() -> Stage.play(Stage.setup(3), mutant, scene))
        .isInstanceOf(AssertionError.class);
  }

  /// ZOOKEEPER-4646, etcd #14370: acknowledged, and then lost in a power failure.
  @Test
  void nothing_is_answered_before_the_force() {
    Stage.play(3, FaultsOfOthersTest::loseThePowerRightAfterTheAnswer);
    isCaught(Mutant.REPLY_BEFORE_FORCE, FaultsOfOthersTest::loseThePowerRightAfterTheAnswer);
  }

  private static void loseThePowerRightAfterTheAnswer(Stage stage) {
    var leader = stage.startAll();
    var others = stage.allBut(leader);
    Arrays.stream(others).forEach(node -> stage.crashAt(node, AFTER_ACCEPTED));
    stage.submit(leader, 1);
    stage.untilAcknowledged(1);
    Arrays.stream(others).forEach(stage::untilDown);
    stage.crash(leader);
    stage.start(others);
    stage.untilLearned(1, others);
    stage.settle();
  }

  /// A force that failed and was only logged: the peers believed what the disk did not hold.
  @Test
  void a_disk_error_is_not_swallowed_while_peers_believe() {
    Stage.play(3, FaultsOfOthersTest::failTheForceOfAQuorum);
    isCaught(Mutant.FORCE_ERROR_IGNORED, FaultsOfOthersTest::failTheForceOfAQuorum);
  }

  private static void failTheForceOfAQuorum(Stage stage) {
    var leader = stage.startAll();
    var others = stage.allBut(leader);
    Arrays.stream(others).forEach(node -> stage.failDisk(node, false));
    stage.submit(leader, 1);
    Arrays.stream(others).forEach(stage::untilDown);
    stage.run(1000);
    assertThat(stage.reply(1)).isEmpty();
    stage.settle();
  }

  /// etcd #3068: the leader could no longer write, but went on sending heartbeats.
  @Test
  void a_leader_with_a_full_disk_does_not_go_on_leading() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          stage.failDisk(leader, true);
          stage.submit(leader, 1);
          var next = stage.leaderOtherThan(leader);
          assertThat(stage.isDown(leader)).isTrue();
          stage.submit(next, 2);
          stage.untilAcknowledged(2);
          stage.settle();
        });
  }

  /// phxpaxos #145: a ballot used before a restart was used again after it, and promises for the
  /// one counted for the other.
  @Test
  void a_ballot_is_not_used_again_after_a_restart() {
    Stage.play(3, FaultsOfOthersTest::askForVotesBeforeAndAfterARestart);
    assertThatThrownBy(
            () ->
                Stage.play(
                    Stage.setup(3),
                    Mutant.PROMISE_FORGOTTEN,
                    FaultsOfOthersTest::askForVotesBeforeAndAfterARestart))
        .hasMessageContaining("a ballot is used by one incarnation");
  }

  private static void askForVotesBeforeAndAfterARestart(Stage stage) {
    var leader = stage.startAll();
    var rival = stage.allBut(leader)[0];
    for (var other : stage.allBut(rival)) {
      stage.wires().clog(other, rival);
    }
    stage.crashAt(rival, AFTER_PREPARE);
    stage.handOver(leader, rival);
    stage.untilDown(rival);
    stage.start(rival);
    stage.run(300);
    stage.handOver(leader, rival);
    stage.run(300);
    for (var other : stage.allBut(rival)) {
      stage.wires().unclog(other, rival);
    }
    stage.submit(stage.leader(), 1);
    stage.settle();
  }

  /// tikv #964: a leader whose clock had stood still trusted its lease. Here there are no leases: a
  /// read is confirmed by answers to a heartbeat sent after it. In this scene, answers from the
  /// time when the node still led arrive late.
  @Test
  void a_leader_that_was_replaced_unheard_answers_no_read_from_the_past() {
    Stage.play(
        3,
        stage -> {
          var old = stage.startAll();
          var others = stage.allBut(old);
          stage.wires().clog(old, others);
          stage.run(150);
          stage.wires().cut(old, others);
          stage.wires().miss(old, others);
          stage.submit(stage.leaderOtherThan(old), 1);
          stage.untilAcknowledged(1);
          var read = stage.read(old);
          stage.run(1);
          stage.wires().unclog(old, others);
          stage.run(100);
          showsNothingOld(read);
          stage.settle();
          showsNothingOld(read);
        });
  }

  /// etcd #20418, and any lease: the leader stands still while the others elect another, and finds
  /// a read when it goes on, before it hears of its successor.
  @ParameterizedTest
  @ValueSource(ints = {400, 5000, 120_000})
  void a_stopped_old_leader_that_wakes_answers_nothing_from_the_past(int millis) {
    Stage.play(
        3,
        stage -> {
          var old = stage.startAll();
          var others = stage.allBut(old);
          stage.pause(old, millis);
          stage.wires().cut(old, others);
          stage.wires().miss(old, others);
          stage.submit(stage.leaderOtherThan(old), 1);
          stage.untilAcknowledged(1);
          stage.run(millis - 200);
          var read = stage.read(old);
          stage.run(1000);
          showsNothingOld(read);
          stage.settle();
          showsNothingOld(read);
        });
  }

  private static void showsNothingOld(CompletableFuture<Answer<List<Long>>> read) {
    if (read.isDone() && read.join() instanceof Answer.Found<List<Long>>(_, var learned)) {
      assertThat(learned).as("what was acknowledged before the read").contains(1L);
    }
  }
}
