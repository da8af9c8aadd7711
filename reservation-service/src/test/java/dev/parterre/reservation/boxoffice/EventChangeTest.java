package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.EventChange.Edit;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventStatus;
import dev.parterre.reservation.catalog.Money;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Events that are moved, sold only for a time, or cancelled.
class EventChangeTest extends TermsFixture {
  @Test
  void nothing_is_sold_before_and_after_the_sale_but_holds_are_redeemed() {
    var hold = Fixtures.hold("0-0");
    machine.tell(hold);
    var from = Instant.ofEpochMilli(machine.nowMillis + 1_000);
    var until = Instant.ofEpochMilli(machine.nowMillis + 2_000);
    machine.tell(Fixtures.sale(Optional.of(from), Optional.of(until)));
    var refused = new NotOnSale(Optional.of(from), Optional.of(until), false);

    assertThat(machine.tell(Fixtures.hold("0-1"))).isEqualTo(refused);
    assertThat(machine.tell(Fixtures.reserve("0-1"))).isEqualTo(refused);
    assertThat(machine.tell(Fixtures.holdBest(2, "A", true))).isEqualTo(refused);
    assertThat(machine.tell(new RenewHold(hold.holdId()))).isEqualTo(refused);
    machine.pass(1_000);
    assertThat(machine.tell(Fixtures.reserve("0-1"))).isInstanceOf(Reserved.class);
    machine.pass(1_000);
    assertThat(machine.tell(Fixtures.hold("0-2"))).isEqualTo(refused);
    assertThat(machine.tell(Fixtures.reserveHeld(hold.holdId()))).isInstanceOf(Reserved.class);

    machine.tell(Fixtures.sale(Optional.empty(), Optional.empty()));
    assertThat(machine.tell(Fixtures.hold("0-2"))).isInstanceOf(Held.class);
  }

  @Test
  void an_event_is_cancelled_with_all_that_was_sold_in_one_command() throws IOException {
    discount("TWO", amount("5.00", OptionalInt.of(2)));
    machine.tell(Fixtures.event(10, true, "A"));
    var elsewhere =
        new BookingCommand.HoldSeats(
            new EventId("2"), Fixtures.wanted("0-0"), OptionalInt.empty(), HoldId.random());
    machine.tell(elsewhere);
    var hold = Fixtures.hold(discounted("TWO", "0-0"));
    machine.tell(hold);
    var first = reserved(discounted("TWO", "0-1"));
    var second = reserved(Fixtures.wantedPlaces(3, "2-1"));
    machine.tell(new CancelReservation(second.reservationId()));

    var cancelled = (EventChanged) machine.tell(new CancelEvent(Fixtures.EVENT));

    assertThat(machine.office.event(cancelled).status()).isEqualTo(EventStatus.CANCELLED);
    assertThat(machine.seatMap().free()).isEqualTo(30);
    assertThat(machine.seatMap().free(0)).isEqualTo(20);
    assertThat(machine.seatMap().tallies().uses("TWO")).isZero();
    var sold = Objects.requireNonNull(machine.ledger().reservation(first.reservationId()));
    assertThat(sold.cancelled()).isTrue();
    assertThat(total(sold.allocation())).isEqualTo("40.00");
    assertThat(machine.tell(Fixtures.reserveHeld(hold.holdId()))).isEqualTo(new HoldExpired());
    assertThat(machine.tell(new ReleaseHold(elsewhere.holdId()))).isEqualTo(new Outcome.Released());
    for (var late :
        Arrays.asList(
            Fixtures.hold("0-0"),
            Fixtures.reserve("0-0"),
            new ChangeEvent(Fixtures.EVENT, Fixtures.NO_CHANGE))) {
      assertThat(((NotOnSale) machine.tell(late)).isCancelled()).isTrue();
    }
    assertThat(machine.tell(new CancelEvent(Fixtures.EVENT)))
        .usingRecursiveComparison()
        .isEqualTo(cancelled);
    assertThat(machine.tell(new CancelEvent(new EventId("9")))).isInstanceOf(NotFound.class);
    assertThatItIsRestored();
  }

  @Test
  void a_change_that_makes_no_sense_is_refused_and_changes_nothing() {
    var before = machine.office.digest();
    var currency = new TypeChange(NOBODY, Optional.of(Money.of("4500", "JPY")));
    var noon = Instant.ofEpochMilli(machine.nowMillis);

    assertThat(pointers(Fixtures.prices(Map.of("A", List.of(), "B", List.of()))))
        .containsExactly("/prices");
    assertThat(pointers(Fixtures.prices(Map.of("C", List.of(Fixtures.price(NOBODY, "1"))))))
        .containsExactly("/prices/C");
    assertThat(pointers(Fixtures.prices(Map.of("B", List.of(currency)))))
        .containsExactly("/prices");
    assertThat(pointers(Fixtures.sale(Optional.of(noon), Optional.of(noon))))
        .containsExactly("/saleUntil");
    assertThat(pointers(startingAt(noon))).containsExactly("/startsAt");
    assertThat(machine.tell(new ChangeEvent(new EventId("9"), Fixtures.NO_CHANGE)))
        .isInstanceOf(NotFound.class);
    assertThat(machine.office.digest()).isEqualTo(before);
  }

  private static ChangeEvent startingAt(Instant time) {
    return new ChangeEvent(
        Fixtures.EVENT,
        new EventChange(
            Optional.empty(),
            Optional.of(time),
            new TreeMap<>(),
            OptionalInt.empty(),
            OptionalInt.of(3),
            Edit.none(),
            Edit.none(),
            Edit.to(Optional.of("Europe/Vienna")),
            Edit.none()));
  }

  @Test
  void an_event_may_be_moved_and_its_limits_hold_from_then_on() throws IOException {
    var later = Instant.ofEpochMilli(machine.nowMillis + 1);
    var changed = machine.office.event((EventChanged) machine.tell(startingAt(later)));

    assertThat(changed.terms().startsAt()).isEqualTo(later);
    assertThat(changed.terms().timeZone()).hasValue("Europe/Vienna");
    assertThat(changed.terms().name()).isEqualTo("Show");
    assertThat(machine.tell(Fixtures.hold("0-0", "0-1", "0-2", "0-3")))
        .isEqualTo(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, 3));
    assertThatItIsRestored();
  }

  /// A hold keeps the right to its seats, not the limit of the day on which it was made: that must
  /// not depend on whether a replica has been restored since.
  @Test
  void a_hold_is_redeemed_under_the_limit_in_force() throws IOException {
    var hold = Fixtures.hold("0-0", "0-1", "0-2", "0-3");
    machine.tell(hold);
    machine.tell(startingAt(Instant.parse("2099-01-01T19:00:00Z")));
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    other.nowMillis = machine.nowMillis;
    var redeem = Fixtures.reserveHeld(hold.holdId());

    assertThat(machine.tell(redeem)).isEqualTo(other.tell(redeem));
    assertThat(machine.office.digest()).isEqualTo(other.office.digest());
  }

  @Test
  void the_answer_to_a_change_is_small_and_stays_what_it_was() {
    var first = (EventChanged) machine.tell(startingAt(Instant.parse("2098-01-01T19:00:00Z")));
    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price(NOBODY, "1.00")))));

    assertThat(OutcomeCodec.encode(first)).hasSizeLessThan(60);
    var shown = machine.office.event(first).terms();
    assertThat(shown.prices()).isEqualTo(Fixtures.typedPrices());
    assertThat(shown.maxSeats()).isEqualTo(3);
  }

  @Test
  void readers_of_a_feed_get_small_changes_and_start_anew_after_large_ones() {
    var arena = new Machine();
    arena.tell(Fixtures.venue(12, 100));
    arena.tell(Fixtures.event(10, true, "A", "B"));
    var feed = arena.seatMap().feed();
    long cursor = feed.cursor();

    arena.tell(Fixtures.sale(Optional.empty(), Optional.empty()));
    assertThat(feed.cursor()).isEqualTo(cursor);
    arena.tell(Fixtures.prices(Map.of("B", List.of())));
    assertThat(feed.cursor()).isEqualTo(cursor + 1);
    arena.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, "1")))));
    arena.tell(Fixtures.prices(Map.of("A", List.of())));
    assertThat(feed.after(cursor)).isInstanceOf(SeatFeed.Following.Overtaken.class);
  }

  /// They make no room for others, so there is no reason to forget them.
  @Test
  void the_reservations_of_a_cancelled_event_are_all_remembered() {
    var reserved = reserved(Fixtures.wanted("0-0"));
    machine.tell(new CancelEvent(Fixtures.EVENT));

    assertThat(machine.ledger().sections())
        .filteredOn(section -> section.kind() == Kind.CANCELLED_RESERVATION)
        .singleElement()
        .matches(section -> section.shelf().size() == 0);
    assertThat(machine.tell(new CancelReservation(reserved.reservationId())))
        .isEqualTo(new Outcome.Cancelled());
  }
}
