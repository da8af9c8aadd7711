package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which changes are reported to listeners.
class HappeningTest {

  private final List<String> heard = new ArrayList<>();
  private final Machine machine =
      new Machine(
          new BoxOffice(
              (index, happenings) ->
                  happenings.forEach(
                      it -> heard.add(index + " " + it.getClass().getSimpleName()))));

  private void sell() {
    machine.sell(2, 10, Fixtures.event(10, true, "A", "B"));
  }

  @Test
  void whatever_a_command_or_a_deadline_does_is_told_once_in_order_and_under_its_index() {
    sell();
    var given = Fixtures.hold("0-0");
    machine.tell(given);
    machine.tell(new ReleaseHold(given.holdId()));
    var taken = Fixtures.hold("0-1");
    machine.tell(taken);
    machine.tell(Fixtures.reserveHeld(taken.holdId()));
    var reserved = (Reserved) machine.tell(Fixtures.reserve("0-2"));
    machine.tell(new CancelReservation(reserved.reservationId()));
    machine.tell(Fixtures.holdFor(5, "0-3"));
    machine.tell(Fixtures.holdFor(6, "0-4"));
    machine.pass(60_000);
    machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-5"), ""));
    machine.tell(new UnblockSeats(Fixtures.EVENT, Fixtures.seats("0-5", "0-6")));

    assertThat(heard)
        .containsExactly(
            "1 VenueCreated",
            "2 EventCreated",
            "3 Held",
            "4 Released",
            "5 Held",
            "6 Reserved",
            "7 Reserved",
            "8 Cancelled",
            "9 Held",
            "10 Held",
            "11 Expired",
            "11 Expired",
            "12 Blocked",
            "13 Unblocked");
  }

  @Test
  void what_is_refused_or_was_done_before_tells_nothing() {
    sell();
    var reserved = (Reserved) machine.tell(Fixtures.reserve("0-2"));
    machine.tell(new CancelReservation(reserved.reservationId()));
    heard.clear();

    machine.tell(Fixtures.hold("nowhere"));
    machine.tell(Fixtures.reserveHeld(HoldId.random()));
    machine.tell(new CancelReservation(reserved.reservationId()));
    machine.pass(1);

    assertThat(heard).isEmpty();
  }

  @Test
  void a_state_that_is_taken_over_tells_nothing_of_how_it_came_about() throws IOException {
    sell();
    machine.tell(Fixtures.reserve("0-2"));
    heard.clear();

    machine.office.restore(new ByteArrayInputStream(machine.state()));
    machine.tell(Fixtures.reserve("0-3"));

    assertThat(heard).containsExactly(machine.index + " Reserved");
  }
}
