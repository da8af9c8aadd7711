package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Fixtures.holdFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A hold that its buyer renews.
class RenewalTest {

  private final Machine machine = Machine.selling();
  private final BookingCommand.HoldSeats hold = holdFor(60, "0-0", "0-1");

  private Outcome renew() {
    return machine.tell(new RenewHold(hold.holdId()));
  }

  @Test
  void a_renewed_hold_lasts_as_long_again_from_then_on() {
    var held = (Held) machine.tell(hold);
    machine.pass(50_000);

    var renewed = (Held) renew();

    assertThat(renewed.expiresAtMillis()).isEqualTo(held.expiresAtMillis() + 50_000);
    assertThat(renewed)
        .isEqualTo(
            new Held(
                held.holdId(), held.eventId(), renewed.allocation(), renewed.expiresAtMillis()));
    assertThat(renewed.allocation().seats()).containsExactly(0, 1);
    machine.pass(59_000);
    assertThat(machine.status("0-0")).isEqualTo(SeatStatus.HELD);
    assertThat(machine.office.nextDueMillis()).hasValue(renewed.expiresAtMillis());
    machine.pass(2_000);
    assertThat(machine.statuses("0-0", "0-1")).containsOnly(SeatStatus.FREE);
    assertThat(machine.office.nextDueMillis()).isEmpty();
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
  }

  @Test
  void it_is_renewed_three_times_at_most() {
    machine.tell(hold);
    for (int i = 0; i < 3; i++) {
      assertThat(renew()).isInstanceOf(Held.class);
    }

    assertThat(renew()).isEqualTo(new LimitExceeded(Limited.RENEWALS, 3));
    assertThat(machine.tell(Fixtures.reserveHeld(hold.holdId()))).isInstanceOf(Reserved.class);
  }

  @Test
  void a_hold_that_is_over_is_not_renewed() {
    machine.tell(hold);
    machine.pass(61_000);
    assertThat(renew()).isEqualTo(new HoldExpired());

    var used = holdFor(60, "0-2");
    machine.tell(used);
    machine.tell(Fixtures.reserveHeld(used.holdId()));
    assertThat(machine.tell(new RenewHold(used.holdId()))).isEqualTo(new HoldUsed());

    var released = holdFor(60, "0-3");
    machine.tell(released);
    machine.tell(new ReleaseHold(released.holdId()));
    assertThat(machine.tell(new RenewHold(released.holdId()))).isEqualTo(new HoldExpired());
    assertThat(machine.tell(new RenewHold(HoldId.random()))).isEqualTo(new NotFound(Missing.HOLD));
  }

  @Test
  void a_hold_is_renewed_until_the_moment_it_ends() {
    machine.nowMillis = ((Held) machine.tell(hold)).expiresAtMillis() - 1;
    machine.nowMillis = ((Held) renew()).expiresAtMillis();
    assertThat(renew()).isEqualTo(new HoldExpired());
  }

  @Test
  void a_restored_hold_remembers_its_length_and_its_renewals() throws IOException {
    machine.tell(hold);
    renew();
    renew();
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    other.nowMillis = machine.nowMillis;

    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    var there = (Held) other.tell(new RenewHold(hold.holdId()));
    assertThat(there.expiresAtMillis()).isEqualTo(((Held) renew()).expiresAtMillis());
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.tell(new RenewHold(hold.holdId()))).isInstanceOf(LimitExceeded.class);
  }

  @Test
  void a_hold_of_an_older_level_lasts_as_long_as_the_event_allows_on_every_replica()
      throws IOException {
    var older = new Machine(new BoxOffice(), FormatLevel.THIRD);
    older.sell(2, 10, Fixtures.event(10, true, "A", "B"));
    older.tell(hold);
    assertThatThrownBy(() -> older.tell(new RenewHold(hold.holdId())))
        .isInstanceOf(IllegalArgumentException.class);
    var restored = new Machine();
    restored.restore(older.state(), older.index);
    restored.nowMillis = older.nowMillis;

    older.office.level(FormatLevel.FOURTH);
    restored.office.level(FormatLevel.FOURTH);

    assertThat(restored.office.digest()).isEqualTo(older.office.digest());
    var renewed = (Held) older.tell(new RenewHold(hold.holdId()));
    assertThat(renewed.expiresAtMillis()).isGreaterThanOrEqualTo(older.nowMillis + 600_000);
    restored.tell(new RenewHold(hold.holdId()));
    assertThat(restored.office.digest()).isEqualTo(older.office.digest());
  }
}
