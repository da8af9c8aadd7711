package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.Outcome.AlreadyCancelled;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A reservation that gets other seats.
class ExchangeTest {

  private final Machine machine = Machine.selling();
  private final BookingCommand.ReserveSeats reserve = Fixtures.reserve("0-0", "0-1");

  private Outcome exchange(String... guids) {
    return machine.tell(new ExchangeSeats(reserve.reservationId(), Fixtures.seats(guids)));
  }

  @Test
  void it_has_the_new_seats_and_gives_the_others_back() throws IOException {
    var reserved = (Reserved) machine.tell(reserve);

    var exchanged = (ReservationChanged) exchange("0-1", "1-5", "1-6");

    assertThat(exchanged.customer()).isEqualTo(reserve.customer());
    assertThat(exchanged.reserved().number()).isEqualTo(reserved.number());
    assertThat(exchanged.reserved().createdAtMillis()).isEqualTo(reserved.createdAtMillis());
    assertThat(exchanged.reserved().allocation().seats()).containsExactly(1, 15, 16);
    assertThat(machine.statuses("0-0", "0-1", "1-5", "1-6"))
        .containsExactly(
            SeatStatus.FREE, SeatStatus.RESERVED, SeatStatus.RESERVED, SeatStatus.RESERVED);
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.statuses("0-0", "1-6")).containsExactly(SeatStatus.FREE, SeatStatus.RESERVED);
  }

  @Test
  void with_fewer_seats_the_others_are_given_back() {
    machine.tell(reserve);

    var left = ((ReservationChanged) exchange("0-1")).reserved().allocation();
    assertThat(left.seats()).containsExactly(1);
    assertThat(machine.statuses("0-0", "0-1"))
        .containsExactly(SeatStatus.FREE, SeatStatus.RESERVED);
    assertThat(machine.seatMap().tallies().seats(reserve.customer())).isOne();
  }

  @Test
  void if_a_seat_is_not_free_nothing_changes() {
    machine.tell(reserve);
    machine.tell(Fixtures.reserve("1-5"));
    long digest = machine.office.digest();

    assertThat(exchange("0-1", "1-5"))
        .isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of(new Conflict(15, SeatStatus.RESERVED))));
    assertThat(exchange("0-1", "0-1")).isInstanceOf(InvalidSeats.class);
    assertThat(exchange("nowhere")).isInstanceOf(InvalidSeats.class);
    assertThat(machine.office.digest()).isEqualTo(digest);
    assertThat(machine.statuses("0-0", "0-1")).containsOnly(SeatStatus.RESERVED);
  }

  @Test
  void to_exchange_for_the_same_seats_succeeds() {
    machine.tell(reserve);
    long digest = machine.office.digest();

    assertThat(exchange("0-0", "0-1")).isInstanceOf(ReservationChanged.class);
    assertThat(machine.office.digest()).isEqualTo(digest);
  }

  @Test
  void its_own_seats_are_free_for_it_when_single_seats_are_counted() {
    var strict = Machine.selling(3, 10, Fixtures.event(10, false, "A", "B"));
    var own = Fixtures.reserve("0-0", "0-1");
    strict.tell(own);

    assertThat(strict.tell(new ExchangeSeats(own.reservationId(), Fixtures.seats("0-1", "0-2"))))
        .isInstanceOf(OrphanSeats.class);
    assertThat(
            strict.tell(
                new ExchangeSeats(own.reservationId(), Fixtures.seats("0-0", "0-1", "0-2"))))
        .isInstanceOf(ReservationChanged.class);
  }

  @Test
  void a_seat_that_was_single_before_is_nobodys_fault() {
    var strict = Machine.selling(3, 4, Fixtures.event(10, false, "A", "B"));
    var own = Fixtures.reserve("0-0", "0-1");
    strict.tell(own);
    strict.tell(new BookingCommand.BlockSeats(Fixtures.EVENT, Fixtures.seats("0-3"), ""));

    for (var seats : List.of(Fixtures.seats("0-0", "0-1"), Fixtures.seats("0-0", "0-1", "1-0"))) {
      assertThat(strict.tell(new ExchangeSeats(own.reservationId(), seats)))
          .isInstanceOf(ReservationChanged.class);
    }
  }

  @Test
  void a_customer_gets_no_more_seats_than_the_event_allows() {
    var few = Machine.selling(2, 10, Fixtures.event(3, true, "A", "B"));
    var customer = Fixtures.customer();
    var one =
        new BookingCommand.ReserveSeats(
            Fixtures.EVENT, Fixtures.wanted("0-0"), customer, ReservationId.random());
    var two =
        new BookingCommand.ReserveSeats(
            Fixtures.EVENT, Fixtures.wanted("0-5"), customer, ReservationId.random());
    few.tell(one);
    few.tell(two);

    assertThat(
            few.tell(new ExchangeSeats(one.reservationId(), Fixtures.seats("0-0", "0-1", "0-2"))))
        .isInstanceOf(LimitExceeded.class);
    assertThat(few.tell(new ExchangeSeats(one.reservationId(), Fixtures.seats("0-1", "0-2"))))
        .isInstanceOf(ReservationChanged.class);
    assertThat(few.seatMap().tallies().seats(customer)).isEqualTo(3);
  }

  @Test
  void its_places_stay() {
    var club = new Machine();
    club.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(2, 10, 20))));
    club.tell(Fixtures.event(10, true, "A", "B"));
    var both = Fixtures.reserve(Fixtures.wantedPlaces(3, "0-0"));
    club.tell(both);

    var exchanged =
        (ReservationChanged)
            club.tell(new ExchangeSeats(both.reservationId(), Fixtures.seats("1-0")));

    assertThat(exchanged.reserved().allocation().count()).isEqualTo(4);
    assertThat(club.seatMap().free(0)).isEqualTo(17);
    assertThat(club.office.digest()).isEqualTo(club.ledger().digestFromScratch());
    club.tell(new CancelReservation(both.reservationId()));
    assertThat(club.seatMap().free(0)).isEqualTo(20);
    assertThat(club.status("1-0")).isEqualTo(SeatStatus.FREE);
  }

  @Test
  void one_that_is_cancelled_or_unknown_gets_no_seats() {
    machine.tell(reserve);
    machine.tell(new CancelReservation(reserve.reservationId()));

    assertThat(exchange("0-0")).isEqualTo(new AlreadyCancelled());
    assertThat(machine.tell(new ExchangeSeats(ReservationId.random(), Fixtures.seats("0-0"))))
        .isEqualTo(new NotFound(Missing.RESERVATION));
    assertThat(machine.status("0-0")).isEqualTo(SeatStatus.FREE);
  }

  @Test
  void listeners_learn_which_seats_changed() {
    var seen = new ArrayList<Happening>();
    var office = new BoxOffice((_, happenings) -> seen.addAll(happenings));
    var told = new Machine(office);
    told.sell(2, 10, Fixtures.event(10, true, "A", "B"));
    told.tell(reserve);
    seen.clear();

    told.tell(new ExchangeSeats(reserve.reservationId(), Fixtures.seats("0-1", "0-2")));

    assertThat(seen).hasSize(1);
    var exchanged = (Happening.Exchanged) seen.getFirst();
    assertThat(exchanged.allocation().seats()).containsExactlyInAnyOrder(0, 2);
    assertThat(Objects.requireNonNull(told.ledger().reservation(reserve.reservationId())))
        .isEqualTo(exchanged.reservation());
  }

  @Test
  void an_exchange_for_the_same_seats_is_no_news() {
    var seen = new ArrayList<Happening>();
    var told = new Machine(new BoxOffice((_, happenings) -> seen.addAll(happenings)));
    told.sell(2, 10, Fixtures.event(10, true, "A", "B"));
    told.tell(reserve);
    seen.clear();

    told.tell(new ExchangeSeats(reserve.reservationId(), Fixtures.seats("0-1", "0-0")));

    assertThat(seen).isEmpty();
  }

  @Test
  void before_its_level_there_is_no_exchange() {
    var older = new Machine(new BoxOffice(), FormatLevel.FOURTH);
    older.sell(2, 10, Fixtures.event(10, true, "A", "B"));
    older.tell(reserve);

    assertThatThrownBy(
            () -> older.tell(new ExchangeSeats(reserve.reservationId(), Fixtures.seats("0-5"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
