package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Scenarios in which many ask at the same time, for the same thing or for the same thing twice.
@Tag("slow")
class ScenariosOfRacesTest {

  /// Of those who want one seat, the first in the order gets it.
  private static void raceForOneSeat(Stage stage, long... buyers) {
    var first = stage.learned(1).getFirst();
    assertThat(buyers).contains(first);
    for (var buyer : buyers) {
      var index = stage.reply(buyer).orElseThrow().index();
      var owner = stage.reply(first).orElseThrow().index();
      assertThat(buyer == first ? index == owner : index > owner).isTrue();
    }
    for (var node : stage.all()) {
      assertThat(stage.learned(node)).startsWith(first);
    }
  }

  @Test
  void scenario_13_three_replicas_one_seat_three_buyers() {
    Stage.play(
        3,
        stage -> {
          stage.startAll();
          Arrays.stream(stage.all()).forEach(node -> stage.submit(node, node));
          stage.settle();
          raceForOneSeat(stage, 1, 2, 3);
        });
  }

  @Test
  void scenario_14_rebook_a_sold_seat() {
    Stage.play(
        3,
        stage -> {
          stage.submit(stage.startAll(), 1);
          stage.untilAcknowledged(1);
          Arrays.stream(stage.all()).forEach(node -> stage.submit(node, 10 + node));
          stage.settle();
          assertThat(stage.learned(1)).startsWith(1L);
          raceForOneSeat(stage, 1, 11, 12, 13);
        });
  }

  @Test
  void scenario_15_many_buyers_one_seat() {
    Stage.play(
        3,
        stage -> {
          stage.startAll();
          var buyers = LongStream.rangeClosed(1, 60).toArray();
          for (var buyer : buyers) {
            stage.submit((int) (1 + buyer % 3), buyer);
          }
          stage.settle();
          raceForOneSeat(stage, buyers);
        });
  }

  @Test
  void scenario_17_four_nodes_many_commands() {
    Stage.play(
        4,
        stage -> {
          stage.startAll();
          for (var command = 1; command <= 200; command++) {
            stage.submit(1 + command % 4, command);
            stage.run(command % 3);
          }
          stage.settle();
          assertThat(stage.learned(1)).hasSize(200).isEqualTo(stage.learned(4));
        });
  }

  @Test
  void scenario_18_the_same_command_twice_under_one_id() {
    Stage.play(
        3,
        stage -> {
          stage.startAll();
          Arrays.stream(stage.all()).forEach(node -> stage.submit(node, 1));
          stage.untilAcknowledged(1);
          stage.run(1000);
          Arrays.stream(stage.all()).forEach(node -> stage.submit(node, 1));
          stage.submit(1, 2);
          stage.settle();
          assertThat(stage.learned(3)).containsExactly(1L, 2L);
          assertThat(stage.replies(1)).isEqualTo(6);
        });
  }
}
