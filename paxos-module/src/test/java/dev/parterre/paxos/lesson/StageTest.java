package dev.parterre.paxos.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.lesson.Picture.Role;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);

  private final Rehearsal rehearsal = new Rehearsal(Wanted.NOTHING);

  private List<String> play(String... lines) {
    List<String> last = List.of();
    for (var line : lines) {
      last = rehearsal.play(line);
    }
    return last;
  }

  private Picture picture() {
    var picture = rehearsal.picture();
    if (picture == null) {
      throw new AssertionError("there are no nodes");
    }
    return picture;
  }

  private Picture.Node node(int id) {
    return picture().nodes().get(id - 1);
  }

  @Test
  void nothing_moves_by_itself() {
    play("nodes 3", "propose 1 blue", "ballot 1");
    assertThat(picture().underWay())
        .extracting(Picture.Flying::kind, Picture.Flying::from, Picture.Flying::to)
        .containsExactly(tuple("prepare", 1, 2), tuple("prepare", 1, 3));
    assertThat(picture().millis()).isZero();
    assertThat(node(1).role()).isEqualTo(Role.CANDIDATE);
    assertThat(node(1).disk().promised()).isEqualTo("1.1");
    assertThat(node(2).disk().promised()).isEmpty();
  }

  @Test
  void a_candidate_that_finds_no_quorum_gives_up_after_a_silence() {
    play("nodes 3", "crash 2", "crash 3", "ballot 1", "pass 900");
    assertThat(node(1).role()).isEqualTo(Role.CANDIDATE);
    play("pass 200");
    assertThat(node(1).role()).isEqualTo(Role.FOLLOWER);
    assertThat(play("ballot 1")).anyMatch(line -> line.contains("its ballot 2.1"));
  }

  @Test
  void who_leads_or_stands_raises_no_other_ballot() {
    play("nodes 3", "ballot 1");
    assertThatThrownBy(() -> play("ballot 1"))
        .hasMessage("node 1 already asks for votes under 1.1");
    play("settle");
    assertThatThrownBy(() -> play("ballot 1")).hasMessage("node 1 already leads under 1.1");
  }

  /// Of node 2, which is asked to accept. A vote that was said is on the disk of whoever said it.
  @ParameterizedTest
  @CsvSource({
    "before-write, nothing, 0",
    "after-write, nothing, 0",
    "before-force, nothing, 0",
    "after-force, blue, 0",
    "before-accepted, blue, 0",
    "after-accepted, blue, 1"
  })
  void a_crash_at_a_point_keeps_what_was_forced_before(String point, String value, int answers) {
    play("nodes 3", "ballot 1", "settle", "propose 1 blue", "crash 2 at " + point);
    play("deliver accept to 2", "expect down 2", "expect accepted 2 slot 1 " + value);
    play("expect under-way " + answers + " accepted");
  }

  @Test
  void a_crash_while_saying_leaves_the_rest_unsaid() {
    play("nodes 3", "ballot 1", "settle", "crash 1 at after-accept", "propose 1 blue");
    play("expect down 1", "expect under-way 1 accept", "expect under-way 1 accept to 2");
    play("nodes 3", "ballot 1", "settle", "crash 1 at before-accept", "propose 1 blue");
    play("expect down 1", "expect under-way 0 accept");
  }

  @Test
  void what_is_not_forced_is_shown_and_lost() {
    play("nodes 3", "propose 1 blue", "ballot 1", "settle");
    assertThat(node(1).disk().unforced()).containsExactly("decided up to slot 1");
    play("crash 1", "restart 1");
    assertThat(node(1).disk().unforced()).isEmpty();
    assertThat(node(1).disk().accepted()).hasSize(1);
    assertThat(node(1).decided()).isEmpty();
  }

  @Test
  void what_is_held_back_waits_until_it_is_released() {
    play("nodes 3", "ballot 1", "hold prepare to 2", "hold prepare to 3", "settle");
    play("expect no leader", "expect under-way 2 prepare");
    assertThatThrownBy(() -> play("deliver prepare")).hasMessage("no prepare is under way");
    play("release prepare to 3", "settle", "expect leader 1");
  }

  @Test
  void what_is_sent_between_nodes_that_are_cut_is_lost_and_so_is_what_was_under_way() {
    play("nodes 3", "ballot 1");
    assertThat(play("cut 1 from 2 3"))
        .containsExactly("no message gets through between them; lost on the way: 2");
    play("run 1100");
    assertThat(picture().underWay()).isEmpty();
    assertThat(picture().cuts()).containsExactly("1-2", "1-3");
    play("heal", "run until leader 3");
  }

  @Test
  void a_rule_takes_every_message_as_it_is_sent() {
    play("nodes 3", "always drop prepare to 2", "always hold promise", "ballot 1", "settle");
    play("expect under-way 1 promise", "expect promised 2 0.0", "always nothing");
    play("release all", "settle", "expect leader 1");
  }

  @Test
  void chance_is_drawn_from_the_seed() {
    play("seed 5", "nodes 9", "ballot 1", "drop 50% prepare");
    var left = picture().underWay();
    assertThat(left).hasSizeBetween(1, 7);
    play("seed 5", "nodes 9", "ballot 1", "drop 50% prepare");
    assertThat(picture().underWay()).isEqualTo(left);
  }

  @Test
  void a_message_can_be_named_by_its_number() {
    play("nodes 3", "ballot 1", "deliver #2", "expect promised 3 1.1 and promised 2 0.0");
  }

  @Test
  void whatever_goes_wrong_the_stage_stays_usable() {
    play("nodes 3", "ballot 1");
    assertThatThrownBy(() -> play("run until down 2"))
        .hasMessage("waited for a minute in vain: node 2 is up");
    assertThat(play("propose 1 blue")).startsWith("a caller gives blue to node 1");
    assertThatThrownBy(() -> play("restart 1")).hasMessage("node 1 is up");
    assertThatThrownBy(() -> play("crash 9")).hasMessage("there is no node 9");
    assertThatThrownBy(() -> play("join 2")).hasMessage("there is a node 2 already");
  }

  @Test
  void without_nodes_there_is_nothing_to_do() {
    assertThatThrownBy(() -> play("settle")).hasMessageStartingWith("there are no nodes yet");
  }

  @Test
  void two_values_for_one_slot_stop_the_lesson() {
    var ledger = ledger();
    ledger.forced(ONE, new PValue(new Ballot(1, ONE), new Slot(1), new Proposal.NoOp()));
    ledger.forced(TWO, new PValue(new Ballot(1, ONE), new Slot(1), new Proposal.NoOp()));
    var other = new PValue(new Ballot(2, TWO), new Slot(1), batch());
    ledger.forced(TWO, other);
    assertThatThrownBy(() -> ledger.forced(THREE, other))
        .hasMessageStartingWith("agreement is broken in slot 1: no-op and ");
  }

  @Test
  void a_decision_that_no_quorum_has_on_disk_stops_the_lesson() {
    var ledger = ledger();
    ledger.forced(ONE, new PValue(new Ballot(1, ONE), new Slot(1), new Proposal.NoOp()));
    assertThatThrownBy(() -> ledger.decided(ONE, new Decision(new Slot(1), new Proposal.NoOp())))
        .hasMessage("node 1 takes slot 1 = no-op for decided, which is not chosen");
  }

  /// From the slot on where a decided change rules, its quorums count.
  @Test
  void who_votes_in_a_slot_is_whom_the_slots_before_decided() {
    var ledger = ledger();
    var ballot = new Ballot(1, ONE);
    var change = new Proposal.Reconfigure(new Change.Remove(THREE));
    ledger.forced(ONE, new PValue(ballot, new Slot(1), change));
    assertThat(ledger.forced(TWO, new PValue(ballot, new Slot(1), change))).isTrue();
    ledger.forced(ONE, new PValue(ballot, new Slot(17), batch()));
    assertThat(ledger.forced(THREE, new PValue(ballot, new Slot(17), batch()))).isFalse();
    assertThat(ledger.forced(TWO, new PValue(ballot, new Slot(17), batch()))).isTrue();
  }

  private static Proposal batch() {
    return new Proposal.Batch(1, List.of());
  }

  private static Ledger ledger() {
    Map<NodeId, String> addresses = new TreeMap<>();
    IntStream.rangeClosed(1, 3).mapToObj(NodeId::new).forEach(id -> addresses.put(id, "node"));
    return new Ledger(Membership.of(addresses));
  }
}
