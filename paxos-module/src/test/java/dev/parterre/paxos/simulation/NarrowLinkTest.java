package dev.parterre.paxos.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// A link so narrow that one command takes four times as long as the usual wait for an answer.
class NarrowLinkTest {

  private static final int LARGE_BYTES = 4000;
  private static final int BYTES_PER_MILLI = 4;
  private static final int ONE_COPY_MILLIS = LARGE_BYTES / BYTES_PER_MILLI;

  private static final Surroundings ONE_STREAM =
      new Surroundings(
          true,
          Surroundings.PLAIN.segmentBytes(),
          LARGE_BYTES,
          Surroundings.PLAIN.outcomes(),
          Surroundings.PLAIN.outcomeMillis(),
          Surroundings.PLAIN.differing());

  private static final Setup STREAMS = Stage.setup(3, 10_000, ONE_STREAM);

  @Test
  void large_commands_come_through_one_after_the_other_and_the_leader_stays() {
    Stage.play(STREAMS, Mutant.NONE, NarrowLinkTest::twoLargeCommands);
  }

  @Test
  void a_transport_that_queues_every_copy_is_detected() {
    assertThatThrownBy(
            () -> Stage.play(STREAMS, Mutant.COPIES_QUEUED, NarrowLinkTest::twoLargeCommands))
        .isInstanceOf(AssertionError.class);
  }

  private static void twoLargeCommands(Stage stage) {
    var leader = stage.startAll();
    stage.wires().narrow(BYTES_PER_MILLI);
    for (var number = 1; number <= 2; number++) {
      var start = stage.millis();
      stage.submitLarge(leader, number, LARGE_BYTES);
      stage.untilAcknowledged(number);
      assertThat(stage.millis() - start).isLessThan(ONE_COPY_MILLIS * 3 / 2);
    }
    assertThat(stage.leader()).isEqualTo(leader);
  }
}
