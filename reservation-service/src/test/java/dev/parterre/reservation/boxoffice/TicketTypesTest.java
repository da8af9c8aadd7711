package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.catalog.Tariff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Ticket types, and prices that change.
class TicketTypesTest extends TermsFixture {
  @Test
  void a_seat_has_the_type_that_is_named_and_otherwise_the_first_of_its_category() {
    var typed = held(seats(List.of("", "child", "full", ""), "0-0", "0-1", "0-2", "2-0"));

    assertThat(bill(typed).ofSeat(0).type()).isEqualTo("full");
    assertThat(bill(typed).ofSeat(1)).isEqualTo(new Bill.Ticket("child", Fixtures.euros("20.00")));
    assertThat(bill(typed).ofSeat(3).type()).isEqualTo(Tariff.NO_TYPE);
    assertThat(total(typed)).isEqualTo("140.00");
    assertThat(typed.fares()).hasSize(4);
    assertThat(held(Fixtures.wanted("0-5")).fares()).isEmpty();
  }

  @Test
  void a_type_that_a_category_does_not_have_is_refused_with_its_place() {
    assertThat(invalid(Fixtures.hold(seats(List.of("child", "senior"), "0-0", "0-1"))).types())
        .containsExactly(1);
    assertThat(invalid(Fixtures.reserve(seats(List.of("child"), "2-0"))).types())
        .containsExactly(0);
    var pit = new Wanted.Places("pit", 2, "senior");
    assertThat(invalid(Fixtures.hold(new Wanted(List.of(), List.of(pit)))).typesOfPlaces())
        .containsExactly(0);
    assertThat(machine.seatMap().free()).isEqualTo(30);
  }

  @Test
  void places_of_one_area_may_be_of_several_types_and_share_its_capacity() {
    var full = new Wanted.Places("pit", 3);
    var child = new Wanted.Places("pit", 2, "child");
    var family = held(new Wanted(List.of(), List.of(full, child)));

    assertThat(total(family)).isEqualTo("175.00");
    assertThat(bill(family).ofPlaces(1).type()).isEqualTo("child");
    assertThat(machine.seatMap().free(0)).isEqualTo(15);
    assertThat(invalid(Fixtures.hold(new Wanted(List.of(), List.of(child, child)))).repeated())
        .containsExactly(1);
    var named = new Wanted.Places("pit", 1, "full");
    assertThat(
            invalid(Fixtures.hold(new Wanted(List.of(), List.of(full, child, named)))).repeated())
        .containsExactly(2);

    held(new Wanted(List.of(), List.of(new Wanted.Places("pit", 10))));
    var tooMany =
        new Wanted(
            List.of(), List.of(new Wanted.Places("pit", 3), new Wanted.Places("pit", 3, "child")));
    assertThat(((SeatsTaken) machine.tell(Fixtures.hold(tooMany))).full())
        .containsExactly(new Outcome.Full(0, 5));
    assertThat(machine.seatMap().free(0)).isEqualTo(5);
  }

  @Test
  void the_best_seats_may_have_a_type_that_all_of_them_have() {
    var best = new Wanted.Best(2, Optional.of("A"), true, 0, "child");
    var hold =
        new BookingCommand.HoldBest(
            Fixtures.EVENT, best, NOBODY, OptionalInt.empty(), HoldId.random(), Client.UNKNOWN);
    assertThat(total(((Held) machine.tell(hold)).allocation())).isEqualTo("40.00");

    var any = new Wanted.Best(2, Optional.empty(), true, 0, "child");
    var unclear =
        new BookingCommand.HoldBest(
            Fixtures.EVENT, any, NOBODY, OptionalInt.empty(), HoldId.random(), Client.UNKNOWN);
    assertThat(pointers(unclear)).containsExactly("/bestAvailable/type");
  }

  @Test
  void what_is_held_or_reserved_keeps_its_price_and_what_comes_later_has_the_new_one()
      throws IOException {
    var hold = Fixtures.hold("0-0");
    machine.tell(hold);
    var before = reserved(seats(List.of("child"), "0-1"));

    var changed =
        machine.tell(
            Fixtures.prices(
                Map.of(
                    "A",
                    List.of(Fixtures.price("full", "50.00"), Fixtures.price("child", "25.00")))));

    assertThat(machine.office.event((EventChanged) changed).terms().prices().get("A"))
        .isEqualTo(
            new Tariff(
                List.of(
                    new Tariff.Ticket("full", Fixtures.euros("50.00")),
                    new Tariff.Ticket("child", Fixtures.euros("25.00")))));
    assertThat(total(before.allocation())).isEqualTo("20.00");
    assertThat(total(held(Fixtures.wanted("0-2")))).isEqualTo("50.00");
    var redeemed = (Reserved) machine.tell(Fixtures.reserveHeld(hold.holdId()));
    assertThat(total(redeemed.allocation())).isEqualTo("45.00");
    assertThatItIsRestored();
  }

  @Test
  void a_price_that_comes_back_is_the_same_fare_again() {
    machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, "31.00")))));
    assertThat(held(Fixtures.wanted("2-0")).fares()).containsExactly(3);
    machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, "30.00")))));

    assertThat(held(Fixtures.wanted("2-1")).fares()).isEmpty();
    assertThat(machine.seatMap().offer().fares().all()).hasSize(4);
  }

  @Test
  void types_are_added_and_removed_and_replace_a_price_as_a_price_replaces_them() {
    machine.tell(
        Fixtures.prices(
            Map.of(
                "A",
                List.of(new TypeChange("full", Optional.empty()), Fixtures.price("senior", "9")),
                "B",
                List.of(Fixtures.price("full", "33.00")))));
    assertThat(machine.seatMap().offer().terms().prices().get("A"))
        .isEqualTo(
            new Tariff(
                List.of(
                    new Tariff.Ticket("child", Fixtures.euros("20.00")),
                    new Tariff.Ticket("senior", Fixtures.euros("9.00")))));
    assertThat(total(held(Fixtures.wanted("0-0", "2-0")))).isEqualTo("53.00");

    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price(NOBODY, "11.00")))));
    assertThat(machine.seatMap().offer().terms().prices().get("A"))
        .isEqualTo(Tariff.of(Fixtures.euros("11.00")));
  }

  @Test
  void a_category_without_a_price_goes_off_sale_but_for_what_is_owned() throws IOException {
    var hold = Fixtures.hold("2-0");
    machine.tell(hold);
    var reserved = reserved(Fixtures.wanted("2-1"));
    machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("2-5"), "camera"));

    machine.tell(Fixtures.prices(Map.of("B", List.of())));

    assertThat(machine.statuses("2-0", "2-1", "2-2", "2-5"))
        .containsExactly(
            SeatStatus.HELD, SeatStatus.RESERVED, SeatStatus.BLOCKED, SeatStatus.BLOCKED);
    assertThat(machine.tell(Fixtures.hold("2-2"))).isInstanceOf(SeatsTaken.class);
    assertThatItIsRestored();
    var stays = new ExchangeSeats(reserved.reservationId(), Fixtures.seats("2-1", "0-0"));
    assertThat(total(((ReservationChanged) machine.tell(stays)).reserved().allocation()))
        .isEqualTo("75.00");
    machine.tell(new ReleaseHold(hold.holdId()));
    machine.tell(new CancelReservation(reserved.reservationId()));
    assertThat(machine.statuses("2-0", "2-1", "0-0"))
        .containsExactly(SeatStatus.BLOCKED, SeatStatus.BLOCKED, SeatStatus.FREE);
    assertThatItIsRestored();

    machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, "30.00")))));
    assertThat(machine.statuses("2-0", "2-2", "2-5"))
        .containsExactly(SeatStatus.FREE, SeatStatus.FREE, SeatStatus.BLOCKED);
    machine.tell(new UnblockSeats(Fixtures.EVENT, Fixtures.seats("2-5")));
    assertThat(machine.status("2-5")).isEqualTo(SeatStatus.FREE);
    assertThat(machine.seatMap().free()).isEqualTo(30);
    assertThatItIsRestored();
  }

  @Test
  void the_places_of_a_category_without_a_price_go_off_sale() throws IOException {
    held(new Wanted(List.of(), List.of(new Wanted.Places("pit", 4))));
    machine.tell(Fixtures.prices(Map.of("A", List.of())));

    assertThat(machine.seatMap().free(0)).isZero();
    assertThatItIsRestored();
    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price(NOBODY, "1.00")))));
    assertThat(machine.seatMap().free(0)).isEqualTo(16);
  }

  @Test
  void a_seat_that_is_kept_in_an_exchange_keeps_its_fare_and_a_new_one_has_todays() {
    var family = reserved(seats(List.of("child", "full"), "0-0", "0-1"));
    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price("child", "25.00")))));

    var moved =
        (ReservationChanged)
            machine.tell(
                new ExchangeSeats(
                    family.reservationId(),
                    seats(List.of("", "child", "child"), "0-0", "0-1", "0-2")));

    var bill = bill(moved.reserved().allocation());
    assertThat(bill.ofSeat(0).price()).isEqualTo(Fixtures.euros("20.00"));
    assertThat(bill.ofSeat(1).price()).isEqualTo(Fixtures.euros("25.00"));
    assertThat(bill.ofSeat(2).price()).isEqualTo(Fixtures.euros("25.00"));
    var senior = new ExchangeSeats(family.reservationId(), seats(List.of("senior"), "0-0"));
    assertThat(invalid(senior).types()).containsExactly(0);
  }

  @Test
  void an_event_has_a_bounded_number_of_fares() {
    for (int cents = 100; machine.seatMap().offer().fares().all().size() < 1_000; cents++) {
      machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, cents + ".00")))));
    }

    assertThat(machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price(NOBODY, "7.77"))))))
        .isEqualTo(new LimitExceeded(Limited.FARES, 1_000));
    assertThat(machine.seatMap().offer().terms().prices().get("B"))
        .isNotEqualTo(Tariff.of(Fixtures.euros("7.77")));
  }

  @Test
  void to_remove_a_type_that_there_is_not_changes_nothing() {
    machine.tell(Fixtures.prices(Map.of("B", List.of(new TypeChange("child", Optional.empty())))));

    assertThat(machine.seatMap().offer().terms().prices().get("B"))
        .isEqualTo(Tariff.of(Fixtures.euros("30.00")));
    assertThat(machine.seatMap().free()).isEqualTo(30);
  }

  @Test
  void a_category_has_a_bounded_number_of_types_however_they_came() {
    var many = new ArrayList<TypeChange>();
    for (int i = 0; i < Tariff.TYPES_MAX - 1; i++) {
      many.add(Fixtures.price("type " + i, "1.00"));
    }

    assertThat(pointers(Fixtures.prices(Map.of("A", many)))).containsExactly("/prices/A");
    assertThat(machine.tell(Fixtures.prices(Map.of("A", many.subList(1, many.size())))))
        .isInstanceOf(EventChanged.class);
  }

  /// Who asks is not known, and outcomes are kept by the hundred thousand.
  @Test
  void a_refusal_of_many_types_is_small() {
    var places = new ArrayList<Wanted.Places>();
    for (int i = 0; i < 10; i++) {
      places.add(new Wanted.Places("pit", 1, "no such type, and a long name " + i));
    }
    var refused = machine.tell(Fixtures.hold(new Wanted(List.of(), places)));

    assertThat(OutcomeCodec.encode(refused)).hasSizeLessThan(20);
    var elsewhere = places.stream().map(it -> new Wanted.Places(it.type(), 1)).toList();
    refused = machine.tell(Fixtures.hold(new Wanted(List.of(), elsewhere)));
    assertThat(OutcomeCodec.encode(refused)).hasSizeLessThan(20);
  }

  @Test
  void an_exchange_of_types_alone_is_told() {
    var told = new ArrayList<Happening>();
    var office = new Machine(new BoxOffice((_, happenings) -> told.addAll(happenings)));
    office.tell(Fixtures.venue(3, 10));
    office.tell(Fixtures.event(Fixtures.typedPrices()));
    var reserved = (Reserved) office.tell(Fixtures.reserve("0-0"));
    told.clear();

    office.tell(new ExchangeSeats(reserved.reservationId(), seats(List.of("child"), "0-0")));
    office.tell(new ExchangeSeats(reserved.reservationId(), seats(List.of("child"), "0-0")));
    assertThat(told).singleElement().isInstanceOf(Happening.Exchanged.class);
  }
}
