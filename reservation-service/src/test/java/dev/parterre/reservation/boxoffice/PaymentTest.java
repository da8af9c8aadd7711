package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.BindPayment;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.NotePayment;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentTest extends TermsFixture {

  private static final Payment PENDING = new Payment(Payment.Status.PENDING, "", "pi_1");

  private HoldId hold(int seconds, String seat) {
    var command = Fixtures.holdFor(seconds, seat);
    assertThat(machine.tell(command)).isInstanceOf(Held.class);
    return command.holdId();
  }

  private long millisLeft(Outcome held) {
    return ((Held) held).expiresAtMillis() - machine.nowMillis;
  }

  private static NotePayment note(Reserved reserved, Payment.Status status, String method) {
    return new NotePayment(reserved.reservationId(), new Payment(status, method, ""));
  }

  @Test
  void a_hold_lasts_while_it_is_paid_for_but_only_once() throws IOException {
    var hold = hold(10, "0-0");
    var bound = machine.tell(new BindPayment(hold, "pi_1", 1_800));

    assertThat(millisLeft(bound)).isEqualTo(1_800_000 + 900 + Clerk.HOLD_GRACE_MILLIS);
    assertThat(machine.tell(new BindPayment(hold, "pi_2", 1_800)))
        .isEqualTo(new LimitExceeded(Limited.PAYMENTS_OF_A_HOLD, 1));
    assertThatItIsRestored();
    machine.pass(1_800_000);
    assertThat(machine.tell(Fixtures.reserveHeld(hold))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(new BindPayment(hold, "pi_1", 1))).isEqualTo(new HoldUsed());
  }

  @Test
  void a_hold_never_ends_earlier_for_being_paid_or_renewed() {
    var hold = hold(600, "0-0");
    var before = millisLeft(machine.tell(new RenewHold(hold)));

    assertThat(millisLeft(machine.tell(new BindPayment(hold, "pi_1", 5)))).isEqualTo(before);
    var other = hold(10, "0-1");
    var until = millisLeft(machine.tell(new BindPayment(other, "pi_2", 300)));
    assertThat(millisLeft(machine.tell(new RenewHold(other)))).isEqualTo(until);
  }

  @Test
  void who_pays_when_the_sale_ends_still_gets_the_seats() {
    var hold = hold(10, "0-0");
    machine.tell(
        Fixtures.sale(Optional.empty(), Optional.of(Instant.ofEpochMilli(machine.nowMillis))));

    assertThat(machine.tell(new BindPayment(hold, "pi_1", 60))).isInstanceOf(Held.class);
    assertThat(machine.tell(Fixtures.reserveHeld(hold))).isInstanceOf(Reserved.class);
  }

  @Test
  void a_payment_that_ends_after_the_hold_finds_it_over() {
    var hold = hold(10, "0-0");
    machine.tell(new BindPayment(hold, "pi_1", 60));
    machine.pass(61_000);

    assertThat(machine.tell(Fixtures.reserveHeld(hold))).isEqualTo(new HoldExpired());
    assertThat(machine.status("0-0")).isEqualTo(SeatStatus.FREE);
    assertThat(machine.tell(new BindPayment(HoldId.random(), "pi_1", 60)))
        .isEqualTo(new NotFound(Missing.HOLD));
  }

  @Test
  void a_reservation_says_how_its_payment_stands_whatever_becomes_of_it() throws IOException {
    var hold = hold(10, "0-0");
    machine.tell(new BindPayment(hold, "pi_1", 60));
    var reserved = (Reserved) machine.tell(Fixtures.reserveHeld(hold));
    assertThat(reserved.payment()).isEqualTo(PENDING);

    var paid = changed(note(reserved, Payment.Status.PAID, "card"));
    assertThat(paid.reserved().payment())
        .isEqualTo(new Payment(Payment.Status.PAID, "card", "pi_1"));
    var exchanged = changed(new ExchangeSeats(reserved.reservationId(), Fixtures.seats("0-5")));
    assertThat(exchanged.reserved().payment()).isEqualTo(paid.reserved().payment());
    assertThat(exchanged.isCancelled()).isFalse();
    machine.tell(new CancelReservation(reserved.reservationId()));
    var refunded = changed(note(reserved, Payment.Status.REFUNDED, ""));
    assertThat(refunded.isCancelled()).isTrue();
    assertThat(refunded.reserved().payment())
        .isEqualTo(new Payment(Payment.Status.REFUNDED, "card", "pi_1"));
    assertThatItIsRestored();
    var kept = machine.ledger().reservation(reserved.reservationId());
    assertThat(kept)
        .isNotNull()
        .extracting(Reservation::payment)
        .isEqualTo(refunded.reserved().payment());
  }

  private ReservationChanged changed(BookingCommand command) {
    return (ReservationChanged) machine.tell(command);
  }

  @Test
  void a_payment_at_the_counter_needs_no_hold() {
    var reserved = reserved(Fixtures.wanted("0-0"));
    assertThat(reserved.payment()).isEqualTo(Payment.NONE);

    var paid = changed(note(reserved, Payment.Status.PAID, "cash"));
    assertThat(paid.reserved().payment()).isEqualTo(new Payment(Payment.Status.PAID, "cash", ""));
    var nobody = new NotePayment(ReservationId.random(), PENDING);
    assertThat(machine.tell(nobody)).isEqualTo(new NotFound(Missing.RESERVATION));
  }
}
