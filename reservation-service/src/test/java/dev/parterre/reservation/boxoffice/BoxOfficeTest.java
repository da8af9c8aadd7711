package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Fixtures.hold;
import static dev.parterre.reservation.boxoffice.Fixtures.holdFor;
import static dev.parterre.reservation.boxoffice.Fixtures.reserve;
import static dev.parterre.reservation.boxoffice.Fixtures.reserveHeld;
import static dev.parterre.reservation.boxoffice.SeatStatus.BLOCKED;
import static dev.parterre.reservation.boxoffice.SeatStatus.FREE;
import static dev.parterre.reservation.boxoffice.SeatStatus.HELD;
import static dev.parterre.reservation.boxoffice.SeatStatus.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BoxOfficeTest {

  private final Machine machine = Machine.selling();

  @Test
  void a_hold_keeps_all_its_seats() {
    var outcome = machine.tell(hold("0-0", "0-1"));

    assertThat(outcome).isInstanceOf(Held.class);
    assertThat(machine.statuses("0-0", "0-1", "0-2")).containsExactly(HELD, HELD, FREE);
    assertThat(machine.seatMap().free()).isEqualTo(18);
  }

  @Test
  void taken_seats_are_all_named_and_nothing_changes() {
    machine.tell(hold("0-1"));
    machine.tell(reserve("0-3"));
    long before = machine.office.digest();

    var outcome = machine.tell(hold("0-0", "0-1", "0-2", "0-3"));

    assertThat(outcome)
        .isEqualTo(
            new SeatsTaken(
                Fixtures.EVENT, List.of(new Conflict(1, HELD), new Conflict(3, RESERVED))));
    assertThat(machine.office.digest()).isEqualTo(before);
  }

  @Test
  void a_command_that_cannot_be_applied_leaves_nothing_behind() {
    var twice = reserve("0-0", "0-1");
    machine.tell(twice);
    machine.tell(new CancelReservation(twice.reservationId()));
    long before = machine.office.digest();

    assertThatThrownBy(() -> machine.tell(twice)).isInstanceOf(IllegalStateException.class);

    assertThat(machine.statuses("0-0", "0-1")).containsExactly(FREE, FREE);
    assertThat(machine.office.digest()).isEqualTo(before);
  }

  @Test
  void a_hold_never_ends_before_its_time_although_the_replicated_time_may_run_fast() {
    var held = (Held) machine.tell(holdFor(5, "0-0"));
    long fastest = 5_000 + 3;

    machine.pass(fastest);
    assertThat(machine.status("0-0")).isEqualTo(HELD);

    assertThat(machine.office.nextDueMillis()).hasValue(held.expiresAtMillis());
    machine.pass(held.expiresAtMillis() - machine.nowMillis);
    assertThat(machine.status("0-0")).isEqualTo(FREE);
    assertThat(machine.office.nextDueMillis()).isEmpty();
  }

  @Test
  void the_hold_that_ends_first_is_due_first() {
    machine.tell(holdFor(100, "0-0"));
    var soon = (Held) machine.tell(holdFor(10, "0-1"));

    assertThat(machine.office.nextDueMillis()).hasValue(soon.expiresAtMillis());
  }

  @Test
  void a_hold_becomes_a_reservation_once() {
    var hold = hold("0-0", "0-1");
    machine.tell(hold);

    assertThat(machine.tell(reserveHeld(hold.holdId()))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(reserveHeld(hold.holdId()))).isEqualTo(new HoldUsed());
    assertThat(machine.tell(new ReleaseHold(hold.holdId()))).isEqualTo(new HoldUsed());
    machine.pass(1_000_000);
    assertThat(machine.statuses("0-0", "0-1")).containsExactly(RESERVED, RESERVED);
  }

  private static ReserveSeats reserveFor(String email, String... guids) {
    var customer = new Customer("Ann", email);
    return new ReserveSeats(
        Fixtures.EVENT, Fixtures.wanted(guids), customer, ReservationId.random());
  }

  @Test
  void a_customer_has_no_more_seats_than_the_event_allows_over_all_reservations() {
    var small = Machine.selling(2, 10, Fixtures.event(3, true, "A", "B"));
    var two = reserveFor("ann@example.org", "0-0", "0-1");
    var held = hold("0-2", "0-3");
    small.tell(two);
    small.tell(held);
    var redeemed =
        new ReserveHeld(
            held.holdId(), new Customer("A.", "Ann@Example.ORG"), ReservationId.random());
    var exceeded = new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, 3);
    long before = small.office.digest();

    assertThat(small.tell(reserveFor("ANN@example.org", "1-0", "1-1"))).isEqualTo(exceeded);
    assertThat(small.tell(redeemed)).isEqualTo(exceeded);
    assertThat(small.office.digest()).as("the hold stays open").isEqualTo(before);

    assertThat(small.tell(reserveFor("bob@example.org", "1-0", "1-1")))
        .isInstanceOf(Reserved.class);
    assertThat(small.tell(reserveFor("ann@example.org", "1-2"))).isInstanceOf(Reserved.class);
    small.tell(new CancelReservation(two.reservationId()));
    assertThat(small.tell(redeemed)).isInstanceOf(Reserved.class);
    assertThat(small.tell(reserveFor("ann@example.org", "1-3"))).isEqualTo(exceeded);
  }

  @Test
  void another_event_has_a_limit_of_its_own() {
    var small = Machine.selling(2, 10, Fixtures.event(1, true, "A", "B"));
    small.tell(Fixtures.event(1, true, "A", "B"));
    small.tell(reserveFor("ann@example.org", "0-0"));
    var there =
        new ReserveSeats(
            new EventId("2"),
            Fixtures.wanted("0-0"),
            new Customer("Ann", "ann@example.org"),
            ReservationId.random());

    assertThat(small.tell(there)).isInstanceOf(Reserved.class);
  }

  @Test
  void seats_of_a_category_without_a_price_are_not_for_sale() throws IOException {
    var part = Machine.selling(2, 10, Fixtures.event(10, true, "A"));

    assertThat(part.statuses("0-0", "1-0")).containsExactly(FREE, BLOCKED);
    assertThat(part.seatMap().free()).isEqualTo(10);
    assertThat(part.tell(hold("0-0", "1-3")))
        .isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of(new Conflict(13, BLOCKED))));
    assertThat(part.tell(reserve("0-0"))).isInstanceOf(Reserved.class);
    assertThat(part.office.digest()).isEqualTo(part.ledger().digestFromScratch());

    var restored = new Machine();
    restored.restore(part.state(), part.index);
    assertThat(restored.statuses("0-0", "1-0")).containsExactly(RESERVED, BLOCKED);
    assertThat(restored.office.digest()).isEqualTo(part.office.digest());
  }

  @Test
  void blocks_on_seats_without_a_price_come_and_go_and_leave_them_off_sale() throws IOException {
    var part = Machine.selling(2, 10, Fixtures.event(10, true, "A"));
    part.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-0", "1-0"), "why"));
    var restored = new Machine();
    restored.restore(part.state(), part.index);
    assertThat(restored.office.digest()).isEqualTo(part.office.digest());

    restored.tell(new UnblockSeats(Fixtures.EVENT, Fixtures.seats("0-0", "1-0", "1-1")));

    assertThat(restored.statuses("0-0", "1-0", "1-1")).containsExactly(FREE, BLOCKED, BLOCKED);
    assertThat(restored.seatMap().free()).isEqualTo(10);
    assertThat(restored.office.digest()).isEqualTo(restored.ledger().digestFromScratch());
  }

  @Test
  void at_the_first_format_level_it_does_what_programs_of_then_do() {
    var first = new Machine(new BoxOffice(), FormatLevel.FIRST);
    first.sell(2, 10, Fixtures.event(1, true, "A", "B"));

    assertThat(first.tell(Fixtures.event(1, true, "A"))).isInstanceOf(Invalid.class);
    var hold = hold("0-0");
    first.tell(hold);
    first.tell(reserveHeld(hold.holdId()));
    assertThat(first.tell(reserveHeld(hold.holdId()))).isEqualTo(new HoldExpired());
    assertThatThrownBy(
            () -> first.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-9"), "why")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(first.status("0-9")).isEqualTo(FREE);
    first.tell(reserveFor("ann@example.org", "0-1"));
    assertThat(first.tell(reserveFor("ann@example.org", "0-2"))).isInstanceOf(Reserved.class);
  }

  @Test
  void a_level_that_rises_changes_the_digest_alike_everywhere() throws IOException {
    var first = new Machine(new BoxOffice(), FormatLevel.FIRST);
    first.sell(2, 10, Fixtures.event(10, true, "A", "B"));
    var before = hold("0-0");
    first.tell(before);
    first.tell(reserveHeld(before.holdId()));
    var behind = new Machine(new BoxOffice(), FormatLevel.FIRST);
    behind.restore(first.state(), first.index);

    first.office.level(FormatLevel.SECOND);
    behind.office.level(FormatLevel.SECOND);

    assertThat(first.office.digest())
        .isEqualTo(behind.office.digest())
        .isEqualTo(first.ledger().digestFromScratch());
    assertThat(first.state()).isEqualTo(behind.state());
    var later = hold("0-1");
    first.tell(later);
    first.tell(reserveHeld(later.holdId()));
    assertThat(first.tell(reserveHeld(before.holdId()))).isEqualTo(new HoldExpired());
    assertThat(first.tell(reserveHeld(later.holdId()))).isEqualTo(new HoldUsed());
  }

  @Test
  void what_ended_is_told_from_what_never_was() {
    var hold = holdFor(5, "0-0");
    machine.tell(hold);
    machine.pass(10_000);

    assertThat(machine.tell(new ReleaseHold(hold.holdId()))).isEqualTo(new HoldExpired());
    assertThat(machine.tell(reserveHeld(hold.holdId()))).isEqualTo(new HoldExpired());
    assertThat(machine.tell(reserveHeld(HoldId.random()))).isEqualTo(new NotFound(Missing.HOLD));
    assertThat(machine.tell(new ReleaseHold(HoldId.NONE))).isEqualTo(new NotFound(Missing.HOLD));
  }

  @Test
  void a_released_hold_frees_its_seats() {
    var hold = hold("0-0");
    machine.tell(hold);

    assertThat(machine.tell(new ReleaseHold(hold.holdId()))).isEqualTo(new Released());
    assertThat(machine.tell(reserve("0-0"))).isInstanceOf(Reserved.class);
  }

  @Test
  void a_cancelled_reservation_frees_its_seats_and_may_be_cancelled_again() {
    var reserve = reserve("0-0");
    machine.tell(reserve);
    var cancel = new CancelReservation(reserve.reservationId());

    assertThat(machine.tell(cancel)).isEqualTo(new Cancelled());
    assertThat(machine.tell(reserve("0-0"))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(cancel)).isEqualTo(new Cancelled());
    assertThat(machine.status("0-0")).isEqualTo(RESERVED);
  }

  @Test
  void every_senseless_seat_is_named() {
    var outcome = machine.tell(hold("0-0", "nowhere", "0-0", "0-1"));

    assertThat(outcome).isInstanceOf(InvalidSeats.class);
    var invalid = (InvalidSeats) outcome;
    assertThat(invalid.unknown()).containsExactly(1);
    assertThat(invalid.repeated()).containsExactly(2);
    assertThat(machine.status("0-0")).isEqualTo(FREE);
  }

  @Test
  void nobody_gets_more_seats_than_the_event_allows() {
    var selling = Machine.selling(1, 10, Fixtures.event(2, true, "B"));

    assertThat(selling.tell(hold("0-0", "0-1", "0-2")))
        .isEqualTo(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, 2));
  }

  @Test
  void a_hold_lasts_no_longer_than_the_event_allows() {
    assertThat(machine.tell(holdFor(601, "0-0")))
        .isEqualTo(
            new Invalid(List.of(new Fault("/holdSeconds", "A hold lasts 5 to 600 seconds."))));
  }

  @Test
  void an_unknown_event_is_not_found() {
    var nowhere =
        new HoldSeats(
            new EventId("7"), Fixtures.wanted("0-0"), OptionalInt.empty(), HoldId.random());

    assertThat(machine.tell(nowhere)).isEqualTo(new NotFound(Missing.EVENT));
  }

  @Test
  void no_single_seat_is_left_where_the_event_forbids_it() {
    var strict = Machine.selling(1, 10, Fixtures.event(10, false, "B"));

    var outcome = strict.tell(hold("0-1", "0-2", "0-4"));

    assertThat(outcome).isInstanceOf(OrphanSeats.class);
    assertThat(((OrphanSeats) outcome).seats()).containsExactly(0, 3);
    assertThat(strict.tell(hold("0-0", "0-1"))).isInstanceOf(Held.class);
  }

  @Test
  void a_seat_that_was_single_before_is_nobodys_fault() {
    var strict = Machine.selling(3, 5, Fixtures.event(10, false, "A", "B"));
    var two = hold("0-0", "0-1");
    strict.tell(two);
    strict.tell(hold("0-2", "0-3", "0-4"));
    strict.tell(new ReleaseHold(two.holdId()));

    assertThat(strict.tell(hold("0-0"))).isInstanceOf(OrphanSeats.class);
    assertThat(strict.tell(hold("0-1", "0-0"))).isInstanceOf(Held.class);
  }

  @Test
  void an_event_that_has_passed_is_refused_and_one_that_passes_stays() {
    var soon = Fixtures.eventAt(Instant.ofEpochMilli(machine.nowMillis + 1));

    assertThat(machine.tell(soon)).isInstanceOf(EventCreated.class);

    machine.pass(1);
    assertThat(((Invalid) machine.tell(soon)).faults())
        .extracting(Fault::pointer)
        .containsExactly("/startsAt");
    assertThat(machine.ledger().offers(0, 9)).hasSize(2);
  }

  @Test
  void prices_fit_the_categories_of_the_plan() {
    var outcome = machine.tell(Fixtures.event(10, true, "A", "C/D"));

    assertThat(((Invalid) outcome).faults())
        .extracting(Fault::pointer)
        .containsExactly("/prices/C~1D");
  }

  @Test
  void the_ended_holds_that_are_remembered_are_bounded() {
    var bygone = new Bygone(Kind.ENDED_HOLD, FormatLevel.FIRST, 2);
    var ids = List.of(SecretId.random(), SecretId.random(), SecretId.random());

    assertThat(bygone.add(ids.get(0), false)).isNull();
    assertThat(bygone.add(ids.get(1), false)).isNull();
    assertThat(bygone.add(ids.get(2), false)).isEqualTo(ids.get(0));
    assertThat(ids).map(id -> bygone.get(id) != null).containsExactly(false, true, true);
  }

  @Test
  void plans_beyond_what_memory_holds_are_refused() {
    var venue = Fixtures.venue(1_000, 100);
    Outcome last = machine.tell(venue);
    for (int i = 0; i < 4; i++) {
      last = machine.tell(venue);
    }

    assertThat(last).isEqualTo(new LimitExceeded(Limited.PLANS_WEIGHT, BoxOffice.PLANS_WEIGHT_MAX));
    assertThat(machine.ledger().count(Kind.VENUE)).isBetween(2, 5);
  }
}
