package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.RevokeTicketKey;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn.Result;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsAdmitted;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyMinted;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyRevoked;
import dev.parterre.reservation.catalog.EventId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckInTest extends TermsFixture {

  private static final int SEATS = 30;

  private Reserved sold = reserved(Fixtures.wantedPlaces(2, "0-0", "0-1"));

  @BeforeEach
  void mint() {
    assertThat(machine.tell(MintTicketKey.of(Fixtures.EVENT, false)))
        .isEqualTo(new TicketKeyMinted(1));
  }

  private CheckIn scan(int item, String gate) {
    return new CheckIn(Fixtures.EVENT, 1, new TicketId(sold.number(), item), gate, 0, false);
  }

  private CheckIn late(int item, String gate, long scannedAtMillis) {
    return new CheckIn(
        Fixtures.EVENT, 1, new TicketId(sold.number(), item), gate, scannedAtMillis, true);
  }

  private Result result(BookingCommand command) {
    return ((CheckedIn) machine.tell(command)).result();
  }

  @Test
  void a_ticket_lets_one_person_in_once_and_says_when_and_where() throws IOException {
    long first = machine.nowMillis;
    assertThat(machine.tell(scan(0, "Nord")))
        .isEqualTo(new CheckedIn(Result.ADMITTED, first, "Nord", 0));
    machine.pass(60_000);
    assertThat(machine.tell(scan(0, "Süd")))
        .isEqualTo(new CheckedIn(Result.ALREADY_ADMITTED, first, "Nord", 0));
    assertThat(result(scan(1, ""))).isEqualTo(Result.ADMITTED);
    assertThatItIsRestored();
  }

  @Test
  void each_place_has_a_ticket_and_there_are_no_more_than_places() {
    assertThat(result(scan(SEATS, ""))).isEqualTo(Result.ADMITTED);
    assertThat(result(scan(SEATS + 1, ""))).isEqualTo(Result.ADMITTED);
    assertThat(result(scan(SEATS + 1, ""))).isEqualTo(Result.ALREADY_ADMITTED);
    assertThat(result(scan(SEATS + 2, ""))).isEqualTo(Result.CANCELLED);
  }

  /// Who exchanged a full price for a child's must not come in as before.
  @Test
  void the_door_is_told_the_type_that_the_seat_has_now() {
    var child =
        new Wanted(Fixtures.seats("0-0", "0-1"), List.of(), List.of("child", ""), Wanted.NO_CODE);
    machine.tell(new ExchangeSeats(sold.reservationId(), child));

    var offer = machine.seatMap().offer();
    assertThat(offer.type(((CheckedIn) machine.tell(scan(0, ""))).fare())).isEqualTo("child");
    assertThat(offer.type(((CheckedIn) machine.tell(scan(1, ""))).fare())).isEqualTo("full");
    assertThat(offer.type(((CheckedIn) machine.tell(scan(SEATS, ""))).fare())).isEqualTo("full");
  }

  @Test
  void what_was_cancelled_exchanged_or_forgotten_lets_nobody_in() {
    assertThat(result(scan(5, ""))).isEqualTo(Result.CANCELLED);
    machine.tell(new ExchangeSeats(sold.reservationId(), Fixtures.seats("0-1", "0-5")));
    assertThat(result(scan(0, ""))).isEqualTo(Result.CANCELLED);
    assertThat(result(scan(5, ""))).isEqualTo(Result.ADMITTED);
    machine.tell(new CancelReservation(sold.reservationId()));
    assertThat(machine.tell(scan(5, ""))).isEqualTo(new CheckedIn(Result.CANCELLED, 0, "", 0));
    var never = new CheckIn(Fixtures.EVENT, 1, new TicketId(99, 0), "", 0, false);
    assertThat(result(never)).isEqualTo(Result.CANCELLED);
    machine.tell(new CancelEvent(Fixtures.EVENT));
    assertThat(result(scan(1, ""))).isEqualTo(Result.CANCELLED);
  }

  @Test
  void a_seat_with_whose_ticket_somebody_was_let_in_is_not_exchanged() {
    machine.tell(scan(0, ""));

    var refused =
        machine.tell(new ExchangeSeats(sold.reservationId(), Fixtures.seats("0-4", "0-1")));
    assertThat(((SeatsAdmitted) refused).seats()).containsExactly(0);
    assertThat(machine.statuses("0-0", "0-4"))
        .containsExactly(SeatStatus.RESERVED, SeatStatus.FREE);
    assertThat(machine.tell(new ExchangeSeats(sold.reservationId(), Fixtures.seats("0-0", "0-4"))))
        .isInstanceOf(ReservationChanged.class);
  }

  /// Two scanners without a connection let somebody in with copies of one ticket.
  @Test
  void what_a_scanner_did_without_a_connection_is_reported_later() throws IOException {
    long scanned = machine.nowMillis - 300_000;
    assertThat(machine.tell(late(0, "Nord", scanned)))
        .isEqualTo(new CheckedIn(Result.ADMITTED, scanned, "Nord", 0));
    assertThat(machine.tell(late(0, "Süd", scanned - 1)))
        .isEqualTo(new CheckedIn(Result.ALREADY_ADMITTED, scanned, "Nord", 0));
    machine.tell(scan(0, "Ost"));
    machine.tell(new CancelReservation(sold.reservationId()));
    assertThat(result(late(1, "Nord", scanned))).isEqualTo(Result.CANCELLED);

    var twice = admission(0);
    assertThat(twice.first()).isEqualTo(new Entrance(scanned, "Nord"));
    assertThat(twice.again()).containsExactly(new Entrance(scanned - 1, "Süd"));
    assertThat(admission(1).first()).isEqualTo(new Entrance(scanned, "Nord"));
    assertThat(machine.ledger().tickets().allAdmissions().of(Fixtures.EVENT, 0))
        .containsExactly(twice, admission(1));
    assertThatItIsRestored();
  }

  private Admission admission(int item) {
    var ticket = new TicketId(sold.number(), item);
    return Objects.requireNonNull(machine.ledger().tickets().admission(ticket));
  }

  @Test
  void a_clock_that_is_fast_does_not_say_when_somebody_came() {
    assertThat(machine.tell(late(0, "", machine.nowMillis + 1)))
        .isEqualTo(new CheckedIn(Result.ADMITTED, machine.nowMillis, "", 0));
  }

  @Test
  void how_often_one_ticket_was_used_is_kept_up_to_a_limit() {
    for (int i = 0; i < Admission.AGAIN_MAX + 5; i++) {
      machine.tell(late(0, "Nord", machine.nowMillis - i));
    }
    assertThat(admission(0).again()).hasSize(Admission.AGAIN_MAX);
  }

  @Test
  void keys_rotate_and_those_that_are_revoked_let_nobody_in() throws IOException {
    var tickets = machine.ledger().tickets();
    assertThat(machine.tell(MintTicketKey.of(Fixtures.EVENT, true)))
        .isEqualTo(new TicketKeyMinted(1));
    assertThat(machine.tell(MintTicketKey.of(Fixtures.EVENT, false)))
        .isEqualTo(new TicketKeyMinted(2));
    assertThat(result(scan(0, ""))).isEqualTo(Result.ADMITTED);
    assertThat(tickets.current(Fixtures.EVENT))
        .hasValueSatisfying(it -> assertThat(it.id().version()).isEqualTo(2));

    for (int i = 0; i < 2; i++) {
      assertThat(machine.tell(new RevokeTicketKey(Fixtures.EVENT, 1)))
          .isEqualTo(new TicketKeyRevoked());
    }
    assertThat(machine.tell(scan(1, ""))).isEqualTo(new CheckedIn(Result.UNKNOWN, 0, "", 0));
    assertThat(tickets.valid(Fixtures.EVENT))
        .extracting(it -> it.id().version())
        .containsExactly(2);
    machine.tell(new RevokeTicketKey(Fixtures.EVENT, 2));
    assertThat(tickets.current(Fixtures.EVENT)).isEmpty();
    assertThat(machine.tell(MintTicketKey.of(Fixtures.EVENT, true)))
        .isEqualTo(new TicketKeyMinted(3));
    assertThatItIsRestored();
  }

  @Test
  void keys_belong_to_events_and_are_limited() {
    var nowhere = new EventId("9");
    assertThat(machine.tell(MintTicketKey.of(nowhere, true)))
        .isEqualTo(new NotFound(Missing.EVENT));
    assertThat(machine.tell(new RevokeTicketKey(Fixtures.EVENT, 2)))
        .isEqualTo(new NotFound(Missing.TICKET_KEY));
    machine.tell(Fixtures.event(10, true, "A"));
    var other = new EventId("2");
    assertThat(machine.tell(MintTicketKey.of(other, true))).isEqualTo(new TicketKeyMinted(1));
    var foreign = new CheckIn(other, 1, new TicketId(sold.number(), 0), "", 0, false);
    assertThat(result(foreign)).isEqualTo(Result.CANCELLED);
    for (int version = 2; version <= TicketKey.KEYS_MAX; version++) {
      machine.tell(MintTicketKey.of(other, false));
    }
    assertThat(machine.tell(MintTicketKey.of(other, false)))
        .isEqualTo(new LimitExceeded(Limited.TICKET_KEYS, TicketKey.KEYS_MAX));
    assertThat(List.of(machine.ledger().count(Kind.TICKET_KEY))).containsExactly(101);
  }

  @Test
  void whoever_a_scanner_let_in_is_noted_even_if_the_key_was_revoked_meanwhile() {
    machine.tell(new RevokeTicketKey(Fixtures.EVENT, 1));

    assertThat(result(late(0, "Nord", machine.nowMillis))).isEqualTo(Result.UNKNOWN);
    assertThat(admission(0).first().gate()).isEqualTo("Nord");
  }

  /// A scanner that sends it again after a day is not known to have sent it.
  @Test
  void the_same_entrance_counts_once() {
    long scanned = machine.nowMillis - 5;
    for (int i = 0; i < 3; i++) {
      machine.tell(late(0, "Nord", scanned));
      machine.tell(late(0, "Süd", scanned));
    }
    assertThat(admission(0).again()).containsExactly(new Entrance(scanned, "Süd"));
  }

  @Test
  void the_type_of_a_seat_with_whose_ticket_somebody_was_let_in_does_not_change() {
    machine.tell(scan(0, ""));
    var child =
        new Wanted(Fixtures.seats("0-0", "0-1"), List.of(), List.of("child", ""), Wanted.NO_CODE);

    assertThat(machine.tell(new ExchangeSeats(sold.reservationId(), child)))
        .isInstanceOf(SeatsAdmitted.class);
  }
}
