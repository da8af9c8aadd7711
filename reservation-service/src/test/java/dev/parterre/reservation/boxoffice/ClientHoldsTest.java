package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Fixtures.holdOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Refusal;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The limit on the open holds of one client.
class ClientHoldsTest {

  private static final Client CLIENT = Client.of(new byte[] {1});
  private static final Client OTHER = Client.of(new byte[] {2});
  private static final LimitExceeded TOO_MANY = new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, 2);

  private final Machine machine = Machine.selling(2, 10, Fixtures.limitedEvent(10, 2));
  private final BookingCommand.HoldSeats first = holdOf(CLIENT, "0-0");

  private void holdTwice() {
    assertThat(machine.tell(first)).isInstanceOf(Held.class);
    assertThat(machine.tell(holdOf(CLIENT, "0-1"))).isInstanceOf(Held.class);
  }

  @Test
  void a_client_has_no_more_open_holds_than_the_event_allows() {
    holdTwice();

    assertThat(machine.tell(holdOf(CLIENT, "0-2"))).isEqualTo(TOO_MANY);
    assertThat(machine.status("0-2")).isEqualTo(SeatStatus.FREE);
    assertThat(machine.tell(holdOf(OTHER, "0-2"))).isInstanceOf(Held.class);
  }

  @Test
  void a_hold_that_is_refused_does_not_count() {
    machine.tell(first);
    assertThat(machine.tell(holdOf(OTHER, "0-0"))).isInstanceOf(Refusal.class);
    assertThat(machine.tell(holdOf(OTHER, "0-3"))).isInstanceOf(Held.class);
    assertThat(machine.tell(holdOf(OTHER, "0-4"))).isInstanceOf(Held.class);
    assertThat(machine.tell(holdOf(OTHER, "0-5"))).isEqualTo(TOO_MANY);
  }

  @Test
  void whatever_ends_a_hold_makes_room_for_another() {
    holdTwice();
    machine.tell(new ReleaseHold(first.holdId()));
    var second = holdOf(CLIENT, "0-2");
    assertThat(machine.tell(second)).isInstanceOf(Held.class);
    assertThat(machine.tell(Fixtures.reserveHeld(second.holdId()))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(holdOf(CLIENT, "0-3"))).isInstanceOf(Held.class);
    assertThat(machine.tell(holdOf(CLIENT, "0-4"))).isEqualTo(TOO_MANY);

    machine.pass(601_000);

    assertThat(machine.tell(holdOf(CLIENT, "0-4"))).isInstanceOf(Held.class);
  }

  @Test
  void all_unknown_clients_count_as_one() {
    assertThat(machine.tell(Fixtures.hold("0-0"))).isInstanceOf(Held.class);
    assertThat(machine.tell(Fixtures.hold("0-1"))).isInstanceOf(Held.class);
    assertThat(machine.tell(Fixtures.hold("0-2"))).isEqualTo(TOO_MANY);
    assertThat(machine.tell(first)).isInstanceOf(Refusal.class);
    assertThat(machine.tell(holdOf(CLIENT, "0-2"))).isInstanceOf(Held.class);
  }

  @Test
  void an_event_without_the_limit_keeps_nothing_of_a_client() {
    var unlimited = Machine.selling();
    unlimited.tell(first);

    var hold = Objects.requireNonNull(unlimited.ledger().hold(first.holdId()));
    assertThat(hold.client()).isEqualTo(Client.UNKNOWN);
  }

  @Test
  void a_restored_state_counts_the_holds_that_it_has() throws IOException {
    holdTwice();
    var other = new Machine();
    other.restore(machine.state(), machine.index);

    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.tell(holdOf(CLIENT, "0-2"))).isEqualTo(TOO_MANY);
    other.tell(new ReleaseHold(first.holdId()));
    assertThat(other.tell(holdOf(CLIENT, "0-2"))).isInstanceOf(Held.class);
  }

  @Test
  void whose_a_hold_is_changes_the_digest() {
    var twin = Machine.selling(2, 10, Fixtures.limitedEvent(10, 2));
    var unknown =
        new BookingCommand.HoldSeats(
            first.eventId(), first.wanted(), first.holdSeconds(), first.holdId());
    machine.tell(first);
    twin.tell(unknown);

    assertThat(machine.office.digest()).isNotEqualTo(twin.office.digest());
  }

  @Test
  void an_older_level_knows_neither_the_limit_nor_the_client() {
    var older = new Machine(new BoxOffice(), FormatLevel.THIRD);
    older.sell(2, 10, Fixtures.event(10, true, "A", "B"));

    assertThatThrownBy(() -> older.tell(Fixtures.limitedEvent(10, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> older.tell(first)).isInstanceOf(IllegalArgumentException.class);
  }
}
