package dev.parterre.paxos.core;

import static dev.parterre.paxos.members.Memberships.LEAD_SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Add;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.Change.Remove;
import dev.parterre.paxos.members.Change.Replace;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTest {

  private static final NodeId FOUR = new NodeId(4);

  private static NodeId id(int value) {
    return new NodeId(value);
  }

  private static Add add(int id) {
    return new Add(id(id), Cluster.address(id(id)));
  }

  private static Memberships after(Memberships known, int slot, Change change) {
    return known.after(new Slot(slot), change);
  }

  /// Starts a replica that knows no members, and lets it learn.
  private static void join(Cluster cluster, int id) {
    cluster.start(id(id));
    cluster.pass(1500);
  }

  private static Change.@Nullable Objection objection(Cluster cluster, Change change) {
    return cluster.notices().stream()
        .filter(Notice.ChangeEnded.class::isInstance)
        .map(Notice.ChangeEnded.class::cast)
        .filter(ended -> ended.change().equals(change))
        .findFirst()
        .orElseThrow()
        .objection();
  }

  @Test
  void a_change_takes_effect_a_window_after_its_slot() {
    var known = after(Cluster.founders(3), 7, add(4));
    assertThat(known.at(new Slot(6 + LEAD_SLOTS)).contains(FOUR)).isFalse();
    assertThat(known.at(new Slot(7 + LEAD_SLOTS)).contains(FOUR)).isTrue();
    assertThat(known.at(new Slot(7 + LEAD_SLOTS)).accepting().size()).isEqualTo(3);
  }

  @Test
  void a_second_change_is_refused_until_the_first_takes_effect() {
    var known = after(Cluster.founders(3), 7, add(4));
    var early = new Slot(6 + LEAD_SLOTS);
    assertThat(known.objection(early, add(5))).isEqualTo(Objection.ANOTHER_UNDER_WAY);
    assertThat(known.after(early, add(5))).isEqualTo(known);
    assertThat(known.objection(new Slot(7 + LEAD_SLOTS), add(5))).isNull();
  }

  @Test
  void an_id_is_never_used_again() {
    var known = after(Cluster.founders(3), 1, new Remove(id(3)));
    var later = new Slot(100);
    assertThat(known.objection(later, add(3))).isEqualTo(Objection.ID_USED);
    assertThat(known.objection(later, add(2))).isEqualTo(Objection.ID_USED);
    assertThat(known.objection(later, add(4))).isNull();
    assertThat(known.isGone(id(3), later)).isTrue();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    var one = Cluster.founders(1);
    assertThat(one.objection(new Slot(1), new Remove(id(1)))).isEqualTo(Objection.LAST_MEMBER);
    assertThat(one.objection(new Slot(1), new Remove(id(2)))).isEqualTo(Objection.NOT_A_MEMBER);
    var most = Cluster.founders(Memberships.MEMBERS_MAX);
    assertThat(most.objection(new Slot(1), add(99))).isEqualTo(Objection.TOO_MANY_MEMBERS);
    var replace = new Replace(id(1), id(99), "http://99");
    assertThat(most.objection(new Slot(1), replace)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"3,2,4,3,2", "4,2,5,4,2", "5,1,6,6,1"})
  void flexible_quorums_meet_after_a_change_too(
      int size, int accepting, int sizeAfter, int electingAfter, int acceptingAfter) {
    var addresses = Cluster.founders(size).latest().addresses();
    var before = Membership.of(addresses, size - accepting + 1, accepting);
    if (before.equals(Membership.of(addresses))) {
      electingAfter = sizeAfter / 2 + 1;
      acceptingAfter = sizeAfter / 2 + 1;
    }
    var then = before.after(add(size + 1));
    assertThat(then.ids()).hasSize(sizeAfter);
    assertThat(then.electing().size()).isEqualTo(electingAfter);
    assertThat(then.accepting().size()).isEqualTo(acceptingAfter);
  }

  @Test
  void a_new_node_learns_first_and_votes_afterwards() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.submit(leader, 7);
    join(cluster, 4);
    assertThat(cluster.commands(FOUR)).containsExactly(7L);
    assertThat(cluster.replica(FOUR).isMember()).isFalse();
    cluster.give(leader, new Input.ChangeAsked(add(4)));
    cluster.pass(1000);
    assertThat(cluster.replica(FOUR).isMember()).isTrue();
    assertThat(objection(cluster, add(4))).isNull();
    var old = cluster.others(leader).stream().filter(node -> !node.equals(FOUR)).findFirst();
    cluster.crash(old.orElseThrow());
    cluster.submit(FOUR, 8);
    cluster.pass(1000);
    assertThat(cluster.commands(leader)).as("three of four decide").containsExactly(7L, 8L);
  }

  @Test
  void a_node_that_has_not_learned_is_not_added() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.give(leader, new Input.ChangeAsked(add(4)));
    assertThat(objection(cluster, add(4))).isEqualTo(Objection.NOT_CAUGHT_UP);
    assertThat(cluster.replica(leader).memberships().latest().contains(FOUR)).isFalse();
  }

  @Test
  void a_follower_passes_the_change_on_and_hears_what_became_of_it() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var follower = cluster.others(leader).getFirst();
    cluster.give(follower, new Input.ChangeAsked(new Remove(id(9))));
    assertThat(objection(cluster, new Remove(id(9)))).isEqualTo(Objection.NOT_A_MEMBER);
  }

  @Test
  void a_lone_member_says_that_the_id_of_a_node_that_is_gone_was_used() {
    var cluster = new Cluster(2);
    var leader = cluster.elect();
    var gone = cluster.others(leader).getFirst();
    cluster.give(leader, new Input.ChangeAsked(new Remove(gone)));
    cluster.pass(1000);
    cluster.crash(gone);
    cluster.pass(1000);
    var again = new Add(gone, Cluster.address(gone));
    cluster.give(leader, new Input.ChangeAsked(again));
    assertThat(objection(cluster, again)).isEqualTo(Objection.ID_USED);
  }

  @Test
  void a_lost_member_is_replaced_in_one_change() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var lost = cluster.others(leader).getFirst();
    cluster.crash(lost);
    join(cluster, 4);
    cluster.give(leader, new Input.ChangeAsked(new Replace(lost, FOUR, Cluster.address(FOUR))));
    cluster.pass(1000);
    var kept = cluster.others(leader).stream().filter(node -> !node.equals(FOUR)).findFirst();
    cluster.crash(kept.orElseThrow());
    cluster.submit(leader, 8);
    cluster.pass(1000);
    assertThat(cluster.commands(FOUR)).as("it counts in the others' place").containsExactly(8L);
  }

  @Test
  void a_leader_that_is_removed_hands_over() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    cluster.give(leader, new Input.ChangeAsked(new Remove(leader)));
    cluster.pass(200);
    var next = cluster.elect();
    assertThat(next).isNotEqualTo(leader);
    cluster.submit(next, 8);
    cluster.pass(200);
    assertThat(cluster.commands(next)).containsExactly(8L);
    assertThat(cluster.replica(leader).isMember()).isFalse();
    cluster.pass(10_000);
    assertThat(cluster.replica(next).leader()).as("it disturbs nobody").isEqualTo(next);
  }

  @Test
  void a_removed_node_is_told_when_it_is_needed_no_more() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var removed = cluster.others(leader).getFirst();
    cluster.give(leader, new Input.ChangeAsked(new Remove(removed)));
    cluster.pass(3L * 6 * Cluster.HEARTBEAT);
    assertThat(cluster.replica(removed).isMember()).isFalse();
    assertThat(cluster.replica(removed).isSettled()).isTrue();
    cluster.crash(removed);
    cluster.crash(leader);
    var last = cluster.others(leader).getFirst();
    assertThat(cluster.replica(last).isSettled()).isTrue();
  }

  /// Slots of the new membership must not be decided by the old one: etcd-io/raft PR 469 fixed two
  /// leaders at once, each elected by the members that it knew.
  @Test
  void no_slot_is_proposed_in_by_a_leader_that_its_members_did_not_elect() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    join(cluster, 4);
    join(cluster, 5);
    for (var coming : List.of(4, 5)) {
      cluster.give(leader, new Input.ChangeAsked(add(coming)));
      cluster.pass(1000);
    }
    var five = cluster.replica(leader).memberships();
    assertThat(five.latest().ids()).hasSize(5);
    cluster.submit(leader, 9);
    var slot = cluster.replica(leader).decided();
    var accept =
        cluster.said().stream()
            .filter(each -> each.message() instanceof Accept)
            .map(each -> (Accept) each.message())
            .filter(each -> each.pvalue().slot().equals(slot))
            .findFirst()
            .orElseThrow();
    var electors =
        cluster.said().stream()
            .filter(each -> each.message() instanceof Promise)
            .filter(each -> ((Promise) each.message()).ballot().equals(accept.pvalue().ballot()))
            .map(Envelope::from)
            .toList();
    assertThat(five.latest().electing().isMetBy(electors)).isTrue();
  }

  @Test
  void an_old_member_that_slept_through_its_removal_elects_nobody() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    var asleep = cluster.others(leader).getFirst();
    cluster.lose(each -> each.from().equals(asleep) || each.to().equals(asleep));
    cluster.give(leader, new Input.ChangeAsked(new Remove(asleep)));
    cluster.pass(2000);
    assertThat(cluster.replica(leader).memberships().latest().contains(asleep)).isFalse();
    cluster.lose(_ -> false);
    var before = cluster.replica(leader).promised();
    cluster.pass(10_000);
    assertThat(cluster.replica(leader).promised()).isEqualTo(before);
    assertThat(cluster.replica(asleep).isMember()).as("it has heard").isFalse();
  }

  @Test
  void a_command_during_a_change_is_decided_once() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    join(cluster, 4);
    cluster.lose(each -> each.message() instanceof Accepted && each.from().value() == 2);
    cluster.give(leader, new Input.ChangeAsked(add(4)));
    IntStream.rangeClosed(1, 40).forEach(command -> cluster.submit(id(3), command));
    cluster.pass(3000);
    assertThat(cluster.commands(leader).stream().distinct()).hasSize(40);
    assertThat(cluster.commands(FOUR)).isEqualTo(cluster.commands(leader));
  }

  @Test
  void a_new_leader_in_the_middle_of_a_change_carries_it_on() {
    var cluster = new Cluster(3);
    var leader = cluster.elect();
    join(cluster, 4);
    cluster.lose(each -> each.message() instanceof Prepare);
    cluster.give(leader, new Input.ChangeAsked(add(4)));
    cluster.crash(leader);
    cluster.lose(_ -> false);
    var next = cluster.elect();
    cluster.submit(next, 5);
    cluster.pass(1000);
    assertThat(cluster.commands(next)).containsExactly(5L);
    assertThat(cluster.replica(next).memberships().latest().contains(FOUR)).isTrue();
  }

  @Test
  void the_members_of_a_snapshot_are_known_after_it() {
    var known = after(Cluster.founders(3), 7, add(4));
    var replica = Cluster.stranger(FOUR, new Time(0, 0));
    var installed = new Input.Installed(new Slot(50), known, 0);
    var effects = replica.step(new Time(0, 0), List.of(installed));
    assertThat(replica.isMember()).isTrue();
    assertThat(replica.decided()).isEqualTo(new Slot(50));
    assertThat(effects.notices()).hasAtLeastOneElementOfType(Notice.MembersChanged.class);
  }

  @Test
  void a_node_that_knows_no_members_only_asks() {
    var alone = Cluster.stranger(FOUR, new Time(0, 0));
    var said = new ArrayList<Envelope>();
    for (var now = 0; now < 10_000; now += 100) {
      said.addAll(alone.step(new Time(now, 0), List.of(new Input.Tick())).now());
    }
    assertThat(said).hasSizeGreaterThan(10);
    assertThat(said).allMatch(each -> each.message().equals(new Message.Learn(Slot.NONE)));
  }
}
