package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Scenarios without crash points: what is decided, and in which order, when nodes duel, die and
/// race.
@Tag("slow")
class ScenariosOfAgreementTest {

  @Test
  void scenario_1_simple() {
    Stage.play(
        3,
        stage -> {
          stage.submit(stage.startAll(), 1);
          stage.untilLearned(1, stage.all());
          assertThat(stage.reply(1)).isPresent();
        });
  }

  @Test
  void scenario_2_two_leaders_at_once() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var rivals = stage.allBut(leader);
          stage.handOver(leader, rivals[0]);
          stage.handOver(leader, rivals[1]);
          stage.submit(rivals[0], 1);
          stage.submit(rivals[1], 2);
          stage.submit(leader, 3);
          stage.settle();
        });
  }

  @Test
  void scenario_3_five_nodes_ten_ballots() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          var before = stage.counted(Sometimes.ELECTION);
          for (var ballot = 1; stage.counted(Sometimes.ELECTION) < before + 10; ballot++) {
            stage.submit(1 + ballot % 5, ballot);
            stage.handOver(leader, stage.allBut(leader)[ballot % 4]);
            stage.handOver(leader, stage.allBut(leader)[(ballot + 1) % 4]);
            stage.run(5);
            leader = stage.leader();
          }
          stage.settle();
          stage.run(3000);
          var then = stage.counted(Sometimes.ELECTION);
          stage.run(10_000);
          assertThat(stage.counted(Sometimes.ELECTION)).as("the duel has ended").isEqualTo(then);
        });
  }

  @Test
  void scenario_4_a_follower_crashes() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          stage.submit(leader, 1);
          var others = stage.allBut(leader);
          stage.crash(others[0]);
          stage.submit(others[1], 2);
          stage.untilAcknowledged(1, 2);
          stage.untilLearned(2, leader, others[1]);
          stage.settle();
        });
  }

  @Test
  void scenario_5_a_minority_crashes() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.submit(others[2], 1);
          stage.crash(others[0], others[1]);
          stage.submit(others[3], 2);
          stage.untilAcknowledged(1, 2);
          stage.untilLearned(2, leader, others[2], others[3]);
          stage.settle();
        });
  }

  @Test
  void scenario_6_the_leader_crashes_early() {
    for (var millis = 1; millis <= 5; millis++) {
      var early = millis;
      Stage.play(
          3,
          stage -> {
            var leader = stage.startAll();
            stage.submit(leader, 1);
            stage.run(early);
            stage.crash(leader);
            var next = stage.leaderOtherThan(leader);
            stage.submit(next, 2);
            stage.untilAcknowledged(2);
            stage.settle();
          });
    }
  }

  @Test
  void scenario_7_leader_and_two_of_seven_crash() {
    Stage.play(
        7,
        stage -> {
          var leader = stage.startAll();
          var others = stage.allBut(leader);
          stage.submit(others[5], 1);
          stage.crash(leader, others[0], others[1]);
          stage.submit(stage.leaderOtherThan(leader), 2);
          stage.untilAcknowledged(2);
          stage.untilLearned(2, others[2], others[3], others[4], others[5]);
          stage.settle();
        });
  }

  @Test
  void scenario_8_five_of_eleven_crash_one_after_another_leaders_first() {
    Stage.play(
        11,
        stage -> {
          stage.startAll();
          for (var crashed = 1; crashed <= 5; crashed++) {
            var leader = stage.leader();
            stage.submit(leader, crashed);
            stage.crash(leader);
          }
          stage.submit(stage.leader(), 6);
          stage.untilAcknowledged(6);
          stage.settle();
        });
  }

  @Test
  void scenario_9_leaders_of_five_are_stopped_one_after_another_and_resumed() {
    Stage.play(
        5,
        stage -> {
          var first = stage.startAll();
          stage.pause(first, 6000);
          stage.submit(first, 1);
          var second = stage.leaderOtherThan(first);
          stage.submit(second, 2);
          stage.untilAcknowledged(2);
          stage.pause(second, 6000);
          stage.until("a third leads", () -> isThird(stage.leaderOtherThan(first), second));
          var third = stage.leaderOtherThan(first);
          stage.submit(third, 3);
          stage.untilAcknowledged(3);
          stage.run(6000);
          assertThat(stage.leader()).as("the resumed obey").isEqualTo(third);
          stage.settle();
        });
  }

  private static boolean isThird(int leader, int second) {
    return leader != second;
  }

  @Test
  void scenario_10_two_instances_at_once() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          stage.wires().clog(leader, stage.allBut(leader));
          stage.submit(leader, 1);
          stage.run(5);
          stage.submit(leader, 2);
          stage.run(50);
          assertThat(stage.learned(leader)).isEmpty();
          stage.wires().unclog(leader, stage.allBut(leader));
          stage.untilAcknowledged(1, 2);
          stage.untilAllLearned();
        });
  }

  @Test
  void scenario_12_peers_hold_a_higher_ballot() {
    Stage.play(
        3,
        stage -> {
          stage.startAll();
          if (stage.leader() != 1) {
            stage.handOver(stage.leader(), 1);
            stage.until("1 leads", () -> stage.leader() == 1);
          }
          stage.wires().clog(1, 2);
          stage.wires().clog(3, 2);
          stage.handOver(1, 2);
          stage.run(30);
          stage.handOver(1, 3);
          stage.until("3 leads", () -> stage.leader() == 3);
          var before = stage.counted(Sometimes.BALLOT_PREEMPTED);
          stage.wires().unclog(1, 2);
          stage.wires().unclog(3, 2);
          stage.until(
              "2 is told of the higher ballot",
              () -> stage.counted(Sometimes.BALLOT_PREEMPTED) > before);
          stage.handOver(3, 2);
          stage.until("2 retries above it", () -> stage.leader() == 2);
          stage.submit(2, 1);
          stage.untilAcknowledged(1);
          stage.settle();
        });
  }

  @Test
  void scenario_19_fewer_than_half_crash() {
    Stage.play(
        4,
        stage -> {
          var leader = stage.startAll();
          stage.crash(leader);
          stage.submit(stage.leaderOtherThan(leader), 1);
          stage.untilAcknowledged(1);
          stage.untilLearned(1, stage.allBut(leader));
          stage.settle();
        });
  }
}
