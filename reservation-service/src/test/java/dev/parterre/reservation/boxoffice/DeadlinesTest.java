package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.reservation.boxoffice.Deadlines.Ending;
import dev.parterre.reservation.boxoffice.Deadlines.Ending.OfHold;
import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final EventId EVENT = Fixtures.EVENT;

  private final Deadlines deadlines = new Deadlines();

  private static Ending ending(long atMillis, long number) {
    return new OfHold(
        new Hold(
            new HoldId(new SecretId(0, number)),
            EVENT,
            Allocation.ofSeats(),
            Client.UNKNOWN,
            600,
            0,
            atMillis,
            number));
  }

  @Test
  void what_ends_first_is_due_first_and_of_one_moment_the_lower_number() {
    for (var number : new long[] {3, 1, 2}) {
      deadlines.add(ending(700, number));
    }
    deadlines.add(ending(500, 9));
    assertThat(deadlines.nextMillis()).hasValue(500);

    var ended = new ArrayList<Long>();
    while (deadlines.due(700) != null) {
      var due = Objects.requireNonNull(deadlines.due(700));
      ended.add(due.number());
      deadlines.remove(due);
    }

    assertThat(ended).containsExactly(9L, 1L, 2L, 3L);
    assertThat(deadlines.nextMillis()).isEmpty();
  }

  @Test
  void nothing_is_due_before_its_time() {
    deadlines.add(ending(500, 1));

    assertThat(deadlines.due(499)).isNull();
    assertThat(deadlines.due(500)).isNotNull();
  }

  @Test
  void a_deadline_that_is_there_is_not_lost_to_another() {
    deadlines.add(ending(500, 1));

    assertThatThrownBy(() -> deadlines.add(ending(500, 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
