package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.DirectiveReply;
import dev.parterre.paxos.MembershipReply;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Change.Remove;
import dev.parterre.paxos.members.NodeId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scenarios of load, of loss, and of nodes that are away, late, or no longer members.
@Tag("slow")
class ScenariosOfNetworksTest {

  /// @return the last command
  private static long submitEverywhere(Stage stage, int commands, int... at) {
    for (var command = 1; command <= commands; command++) {
      stage.submit(at[command % at.length], command);
      stage.run(command % 4);
    }
    return commands;
  }

  @Test
  void scenario_31_ten_nodes_many_writers() {
    Stage.play(
        10,
        stage -> {
          stage.startAll();
          submitEverywhere(stage, 300, stage.all());
          stage.settle();
          assertThat(stage.learned(10)).hasSize(300).isEqualTo(stage.learned(1));
        });
  }

  @Test
  void scenario_32_one_acceptor_missing_from_the_start() {
    Stage.play(
        3,
        stage -> {
          stage.start(1, 2);
          stage.leader();
          var last = submitEverywhere(stage, 50, 1, 2);
          stage.untilAcknowledged(last);
          stage.until("completeness", () -> stage.learned(1).size() == 50);
          stage.until("completeness", () -> stage.learned(2).size() == 50);
        });
  }

  @Test
  void scenario_33_no_quorum_from_the_start() {
    Stage.play(
        3,
        stage -> {
          stage.start(1);
          submitEverywhere(stage, 20, 1);
          stage.run(10_000);
          assertThat(stage.learned(1)).isEmpty();
          for (var command = 1; command <= 20; command++) {
            assertThat(stage.reply(command)).isEmpty();
          }
          stage.settle();
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3})
  void scenario_34_loss(double share) {
    Stage.play(
        5,
        stage -> {
          stage.startAll();
          stage.wires().lose(share);
          submitEverywhere(stage, 100, stage.all());
          stage.run(3000);
          stage.settle();
        });
  }

  @Test
  void scenario_35_a_replica_that_joins_late() {
    Stage.play(
        Stage.setup(3, 15),
        Mutant.NONE,
        stage -> {
          stage.start(1, 2);
          stage.leader();
          var last = submitEverywhere(stage, 150, 1, 2);
          stage.untilAcknowledged(last);
          stage.start(3);
          stage.submit(3, 1000);
          stage.until("it has learned the old", () -> stage.learned(3).size() >= 150);
          stage.settle();
          assertThat(stage.learned(3)).isEqualTo(stage.learned(1)).endsWith(1000L);
          assertThat(stage.counted(Sometimes.SNAPSHOT_INSTALLED)).isPositive();
        });
  }

  private enum Lost {
    BOTH_WAYS,
    TO_THE_LEADER,
    FROM_THE_LEADER
  }

  /// Once, a follower that could not reach the leader served nobody for as long as that lasted.
  @ParameterizedTest
  @EnumSource(Lost.class)
  void every_node_of_a_connected_majority_serves_while_a_link_is_lost(Lost lost) {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var away = stage.allBut(leader)[0];
          var before = stage.counted(Sometimes.ELECTION);
          lose(stage, lost, leader, away);
          stage.submit(away, 1);
          stage.run(4000);
          stage.untilAcknowledged(1);
          for (var command = 2; command <= 20; command++) {
            stage.submit(away, command);
            var read = stage.read(away);
            stage.run(60);
            assertThat(stage.reply(command)).as("command " + command).isPresent();
            assertThat(read).as("read " + command).isDone();
          }
          stage.settle();
          assertThat(stage.counted(Sometimes.ELECTION)).isEqualTo(before);
        });
  }

  private static void lose(Stage stage, Lost lost, int leader, int away) {
    switch (lost) {
      case BOTH_WAYS -> stage.wires().cut(leader, away);
      case TO_THE_LEADER -> stage.wires().cutOneWay(away, leader);
      case FROM_THE_LEADER -> stage.wires().cutOneWay(leader, away);
    }
  }

  @ParameterizedTest
  @EnumSource(Lost.class)
  void what_an_operator_wants_of_a_node_beside_a_lost_link_is_done(Lost lost) {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var away = stage.allBut(leader)[0];
          lose(stage, lost, leader, away);
          stage.run(4000);
          var rules = new Directive.SetRules(new Rules(100, 1000, 1000));
          var done = stage.administer(away, rules);
          stage.run(2500);
          assertThat(done).isCompletedWithValue(new DirectiveReply.Done());
        });
  }

  /// It hears the leader, but the leader does not hear its requests for what it missed.
  @Test
  void a_node_that_comes_back_behind_a_lost_link_learns_from_another() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var away = stage.allBut(leader)[0];
          stage.crash(away);
          submitEverywhere(stage, 20, leader);
          stage.untilAcknowledged(20);
          stage.wires().cutOneWay(away, leader);
          stage.start(away);
          stage.run(3000);
          assertThat(stage.learned(away)).hasSize(20);
          for (var command = 21; command <= 30; command++) {
            stage.submit(away, command);
            stage.run(1000);
            assertThat(stage.reply(command)).as("command " + command).isPresent();
          }
          stage.settle();
        });
  }

  @Test
  void scenario_38_one_node_cut_off_then_healed() {
    Stage.play(
        3,
        stage -> {
          var leader = stage.startAll();
          var away = stage.allBut(leader)[0];
          var before = stage.counted(Sometimes.ELECTION);
          stage.wires().isolate(away);
          stage.submit(leader, 1);
          stage.submit(away, 2);
          stage.untilAcknowledged(1);
          stage.run(5000);
          assertThat(stage.learned(away)).isEmpty();
          assertThat(stage.reply(2)).isEmpty();
          stage.wires().mend();
          stage.untilLearned(1, away);
          stage.settle();
          assertThat(stage.counted(Sometimes.ELECTION)).as("it disturbs nobody").isEqualTo(before);
        });
  }

  @Test
  void scenario_38_the_leader_cut_off_then_healed() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          stage.wires().isolate(leader);
          stage.submit(leader, 1);
          var next = stage.leaderOtherThan(leader);
          stage.submit(next, 2);
          stage.untilAcknowledged(2);
          assertThat(stage.learned(leader)).isEmpty();
          stage.wires().mend();
          stage.untilLearned(2, leader);
          stage.settle();
        });
  }

  @Test
  void scenario_39_a_command_during_a_membership_change() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          var change = removeOneOfFive(stage, leader);
          stage.until("the change ends", change::isDone);
          assertThat(change.join()).isEqualTo(new MembershipReply.Changed());
          stage.settle();
        });
  }

  @Test
  void scenario_39_a_command_during_a_membership_change_that_its_leader_does_not_survive() {
    Stage.play(
        5,
        stage -> {
          var leader = stage.startAll();
          var change = removeOneOfFive(stage, leader);
          stage.crash(leader);
          stage.submit(stage.leaderOtherThan(leader), 7);
          stage.until("the change ends or is not heard of", change::isDone);
          stage.settle();
        });
  }

  /// Commands are submitted before the change, with it and after it, also to the node that is
  /// removed.
  private static CompletableFuture<MembershipReply> removeOneOfFive(Stage stage, int leader) {
    var gone = stage.allBut(leader)[0];
    var witness = stage.allBut(leader)[1];
    stage.submit(witness, 1, 2);
    var change = stage.change(witness, new Remove(new NodeId(gone)));
    stage.submit(witness, 3, 4);
    stage.submit(gone, 5);
    stage.run(2);
    stage.submit(leader, 6);
    stage.run(3);
    return change;
  }
}
