package dev.parterre.paxos.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);

  @Test
  void a_message_is_named_by_kind_sender_receiver_and_slot() {
    var slot = new Slot(4);
    assertThat(Parser.parse("deliver all accept from 1 to 2 slot 4"))
        .isEqualTo(
            new Instruction.Handle(
                Deed.DELIVER, new Amount.All(), new Selector(null, Kind.ACCEPT, ONE, TWO, slot)));
    assertThat(Parser.parse("drop 30% heartbeat-ack"))
        .isEqualTo(
            new Instruction.Handle(
                Deed.DROP,
                new Amount.Each(new Chance("30%", 300_000)),
                new Selector(null, Kind.HEARTBEAT_ACK, null, null, null)));
    assertThat(Parser.parse("hold #12"))
        .isEqualTo(
            new Instruction.Handle(
                Deed.HOLD, new Amount.Oldest(), new Selector(12L, null, null, null, null)));
  }

  @Test
  void blanks_do_not_matter() {
    assertThat(Parser.parse("   propose\t1   blue  "))
        .isEqualTo(new Instruction.Propose(ONE, "blue"));
  }

  @Test
  void a_rule_for_all_that_is_sent_means_all_unless_it_says_how_many() {
    assertThat(Parser.parse("always hold accept to 2"))
        .isEqualTo(
            new Instruction.Always(
                new Wire.Rule(
                    Deed.HOLD,
                    new Amount.All(),
                    new Selector(null, Kind.ACCEPT, null, TWO, null))));
  }

  @Test
  void a_crash_can_wait_for_a_point() {
    assertThat(Parser.parse("crash 2 at before-force"))
        .isEqualTo(new Instruction.Crash(TWO, CrashPoint.BEFORE_FORCE));
  }

  @Test
  void groups_can_be_cut_from_each_other() {
    assertThat(Parser.parse("cut 1 from 2 3"))
        .isEqualTo(new Instruction.Cut(Set.of(ONE), Set.of(TWO, new NodeId(3))));
  }

  @Test
  void several_conditions_are_joined_by_and() {
    assertThat(Parser.parse("expect promised 2 3.1 and accepted 1 slot 2 nothing and no leader"))
        .isEqualTo(
            new Instruction.Expect(
                List.of(
                    new Condition.Promised(TWO, new Ballot(3, ONE)),
                    new Condition.Accepted(ONE, new Slot(2), null),
                    new Condition.Leads(null))));
  }

  /// What is wrong, and what was expected in its place.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes|how many nodes (1 to 15)|nodes|the line ends",
        "nodes 99|how many nodes (1 to 15)|nodes|'99' stands there",
        "propose 1|a value (letters, digits, -_.!?)|propose 1|the line ends",
        "propose one|the number of a node (1 to 15)|propose|'one' stands there",
        "deliver prepares|the kind of a message|deliver|'prepares' stands there",
        "heal all|the end of the line|heal|'all' stands there",
        "cut 1 2|'from'|cut 1 2|the line ends",
        "fails 130%|a probability, as 30%|fails|'130%' stands there",
        "expect promised 1 2|a ballot, as 2.1 (round 2 of node 1)|expect promised 1"
            + "|'2' stands there",
        "crash 1 at noon|a point, as before-force, after-force or after-accept|crash 1 at"
            + "|'noon' stands there",
        "always deliver|drop, double, hold or nothing|always|'deliver' stands there"
      },
      quoteCharacter = '"')
  void a_wrong_line_says_what_was_expected(
      String line, String expected, String after, String found) {
    assertThatThrownBy(() -> Parser.parse(line))
        .isInstanceOf(LessonException.class)
        .hasMessage(
            "expected %s after \"%s\", but %s"
                .formatted(expected.replace('\'', '"'), after, found.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash 99999999999999999999",
        "propose 1 blau\u00e4",
        "deliver #",
        "deliver #-1",
        "expect",
        "expect chosen slot 0 x",
        "run until",
        "pass 1",
        "expect promised 1 1.99"
      })
  void other_wrong_lines_are_refused_likewise(String line) {
    assertThatThrownBy(() -> Parser.parse(line))
        .isInstanceOf(LessonException.class)
        .hasMessageStartingWith("expected ");
  }

  @Test
  void every_instruction_says_how_it_is_used() {
    assertThat(Parser.usages()).contains("settle: deliver all until nothing is under way");
    assertThat(Parser.usages()).allSatisfy(usage -> assertThat(usage).doesNotContain(" :"));
  }
}
