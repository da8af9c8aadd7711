package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DiscountTest extends TermsFixture {
  @Test
  void a_percentage_of_the_total_is_rounded_half_up_and_nothing_costs_less_than_zero() {
    discount("THIRD", Fixtures.percent(33));
    discount("FREE", amount("500.00", OptionalInt.empty()));
    discount("FIVE", amount("5.00", OptionalInt.empty()));

    var third = bill(held(discounted("THIRD", "0-0", "2-0")));
    assertThat(third.reduction()).hasValue(Fixtures.euros("24.75"));
    assertThat(third.total()).isEqualTo(Fixtures.euros("50.25"));
    assertThat(total(held(discounted("FREE", "0-1")))).isEqualTo("0.00");
    assertThat(total(held(discounted("FIVE", "0-2", "0-3")))).isEqualTo("85.00");
    assertThat(
            new Discount(Fixtures.EVENT, "X", Fixtures.percent(5), 1).off(Fixtures.euros("0.10")))
        .isEqualTo(Fixtures.euros("0.01"));
    assertThat(new Discount(Fixtures.EVENT, "X", Fixtures.percent(50), 1).off(yen("45")))
        .isEqualTo(yen("23"));
  }

  private static Money yen(String amount) {
    return Money.of(amount, "JPY");
  }

  @Test
  void a_code_is_never_in_use_more_often_than_it_may_be() throws IOException {
    discount("TWO", amount("5.00", OptionalInt.of(2)));
    var hold = Fixtures.hold(discounted("TWO", "0-0"));
    machine.tell(hold);
    var reserved = reserved(discounted("TWO", "0-1"));

    assertThat(pointers(Fixtures.hold(discounted("TWO", "0-2")))).containsExactly("/discountCode");
    machine.tell(Fixtures.reserveHeld(hold.holdId()));
    assertThat(pointers(Fixtures.reserve(discounted("TWO", "0-2"))))
        .containsExactly("/discountCode");
    assertThatItIsRestored();
    machine.tell(new ExchangeSeats(reserved.reservationId(), Fixtures.seats("0-5")));
    assertThat(machine.seatMap().tallies().uses("TWO")).isEqualTo(2);

    machine.tell(new CancelReservation(reserved.reservationId()));
    var again = Fixtures.holdOf(Client.UNKNOWN, discounted("TWO", "0-2"));
    assertThat(machine.tell(again)).isInstanceOf(Held.class);
    machine.pass(700_000);
    assertThat(machine.seatMap().tallies().uses("TWO")).isOne();
    assertThatItIsRestored();
  }

  @Test
  void the_discount_of_a_reservation_stays_when_its_seats_are_exchanged() {
    discount("TEN", Fixtures.percent(10));
    var reserved = reserved(discounted("TEN", "0-0"));

    var exchange = new ExchangeSeats(reserved.reservationId(), Fixtures.seats("0-1", "0-2"));
    assertThat(total(((ReservationChanged) machine.tell(exchange)).reserved().allocation()))
        .isEqualTo("81.00");
  }

  @Test
  void a_code_is_refused_that_is_unknown_or_not_valid_now() {
    var now = Instant.ofEpochMilli(machine.nowMillis);
    discount("SOON", valid(Optional.of(now.plusMillis(1)), Optional.empty()));
    discount("OVER", valid(Optional.empty(), Optional.of(now)));

    for (var code : List.of("NONE", "SOON", "OVER")) {
      assertThat(pointers(Fixtures.hold(discounted(code, "0-0")))).containsExactly("/discountCode");
    }
    machine.pass(1);
    assertThat(machine.tell(Fixtures.hold(discounted("SOON", "0-0")))).isInstanceOf(Held.class);
  }

  private static Discount.Terms valid(Optional<Instant> from, Optional<Instant> until) {
    return new Discount.Terms(new Discount.Reduction.Percent(10), from, until, OptionalInt.empty());
  }

  @Test
  void a_code_is_of_one_event_and_in_its_currency() {
    discount("TEN", Fixtures.percent(10));
    var yen =
        new Discount.Terms(
            new Discount.Reduction.Amount(yen("5")),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());

    assertThat(pointers(new CreateDiscount(Fixtures.EVENT, "TEN", Fixtures.percent(10))))
        .containsExactly("/code");
    assertThat(pointers(new CreateDiscount(Fixtures.EVENT, "YEN", yen)))
        .containsExactly("/amount/currency");
    assertThat(machine.tell(new CreateDiscount(new EventId("9"), "X", Fixtures.percent(1))))
        .isInstanceOf(NotFound.class);
    machine.tell(Fixtures.event(10, true, "A"));
    var elsewhere =
        new BookingCommand.HoldSeats(
            new EventId("2"), discounted("TEN", "0-0"), OptionalInt.empty(), HoldId.random());
    assertThat(pointers(elsewhere)).containsExactly("/discountCode");
  }
}
