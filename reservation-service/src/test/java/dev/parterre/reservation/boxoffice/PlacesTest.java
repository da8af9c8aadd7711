package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Full;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Changes;
import dev.parterre.reservation.catalog.Fault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Places in an area without numbered seats.
class PlacesTest {

  private static final int CAPACITY = 12;

  private final Machine machine = selling("A", "B");

  private static Machine selling(String... priced) {
    var machine = new Machine();
    machine.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(2, 10, CAPACITY))));
    machine.tell(Fixtures.event(10, true, priced));
    return machine;
  }

  private int free() {
    return machine.seatMap().free(0);
  }

  private void assertSound(Machine machine) throws IOException {
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.seatMap().freePlaces()).isEqualTo(machine.seatMap().freePlaces());
    assertThat(other.state()).isEqualTo(machine.state());
  }

  @Test
  void places_are_held_beside_seats_and_reserved_and_come_back_when_cancelled() throws IOException {
    var hold = Fixtures.hold(Fixtures.wantedPlaces(3, "0-0"));
    var held = (Held) machine.tell(hold);
    assertThat(held.allocation().count()).isEqualTo(4);
    assertThat(free()).isEqualTo(9);
    assertThat(machine.status("0-0")).isEqualTo(SeatStatus.HELD);

    var reserved = (Reserved) machine.tell(Fixtures.reserveHeld(hold.holdId()));
    assertThat(reserved.allocation().places()).isEqualTo(held.allocation().places());
    assertThat(free()).isEqualTo(9);
    assertSound(machine);

    machine.tell(new CancelReservation(reserved.reservationId()));
    machine.tell(new CancelReservation(reserved.reservationId()));
    assertThat(free()).isEqualTo(CAPACITY);
    assertSound(machine);
  }

  @Test
  void places_of_a_hold_come_back_when_it_is_released_or_runs_out() throws IOException {
    var released = Fixtures.hold(Fixtures.wantedPlaces(3));
    machine.tell(released);
    machine.tell(Fixtures.hold(Fixtures.wantedPlaces(4)));
    assertThat(free()).isEqualTo(5);

    machine.tell(new ReleaseHold(released.holdId()));
    assertThat(free()).isEqualTo(8);
    assertSound(machine);
    machine.pass(700_000);
    assertThat(free()).isEqualTo(CAPACITY);
    assertSound(machine);
  }

  @Test
  void an_area_never_has_more_people_than_places() {
    machine.tell(Fixtures.reserve(Fixtures.wantedPlaces(10)));
    machine.tell(Fixtures.reserve("0-0"));
    long before = machine.office.digest();

    assertThat(machine.tell(Fixtures.reserve(Fixtures.wantedPlaces(3, "0-0", "0-1"))))
        .isEqualTo(
            new SeatsTaken(
                Fixtures.EVENT,
                List.of(new Conflict(0, SeatStatus.RESERVED)),
                List.of(new Full(0, 2))));
    assertThat(machine.office.digest()).isEqualTo(before);
    assertThat(machine.tell(Fixtures.reserve(Fixtures.wantedPlaces(2, "0-1"))))
        .isInstanceOf(Reserved.class);
    assertThat(machine.tell(Fixtures.hold(Fixtures.wantedPlaces(1))))
        .isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of(), List.of(new Full(0, 0))));
  }

  @Test
  void places_count_towards_the_limits_like_seats() {
    var exceeded = new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, 10);
    var ann = new Customer("Ann", "ann@example.org");

    assertThat(machine.tell(Fixtures.hold(Fixtures.wantedPlaces(9, "0-0", "0-1"))))
        .isEqualTo(exceeded);
    assertThat(machine.tell(reserveFor(ann, 9))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(reserveFor(ann, 2))).isEqualTo(exceeded);
    assertThat(machine.tell(reserveFor(ann, 1))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(reserveFor(ann, Integer.MAX_VALUE))).isEqualTo(exceeded);
  }

  private static ReserveSeats reserveFor(Customer customer, int quantity) {
    return new ReserveSeats(
        Fixtures.EVENT, Fixtures.wantedPlaces(quantity), customer, ReservationId.random());
  }

  @Test
  void places_of_a_category_without_a_price_are_not_for_sale() throws IOException {
    var part = selling("B");

    assertThat(part.seatMap().freePlaces()).containsExactly(0);
    assertThat(part.tell(Fixtures.hold(Fixtures.wantedPlaces(1))))
        .isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of(), List.of(new Full(0, 0))));
    assertSound(part);
  }

  /// Each place may be reserved by itself, and a snapshot must have room for all reservations.
  @Test
  void places_count_like_seats_among_all_that_is_on_sale() {
    var large = new Machine();
    large.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(2, 10, 1_000_000))));
    for (int events = 0; events < 4; events++) {
      assertThat(large.tell(Fixtures.event(10, true, "A"))).isInstanceOf(EventCreated.class);
    }

    assertThat(large.tell(Fixtures.event(10, true, "A")))
        .isEqualTo(new LimitExceeded(Limited.SEATS_ON_SALE, BoxOffice.SEATS_ON_SALE_MAX));
    assertThat(large.ledger().count(Kind.OFFER)).isEqualTo(4);
  }

  @Test
  void an_area_that_is_unknown_or_named_twice_is_refused() {
    var some =
        List.of(
            new Wanted.Places("stage", 1),
            new Wanted.Places("pit", 1),
            new Wanted.Places("pit", 2));

    assertThat(machine.tell(Fixtures.hold(new Wanted(List.of(), some))))
        .usingRecursiveComparison()
        .isEqualTo(new InvalidTickets(new int[] {0}, new int[] {2}, new int[] {}, new int[] {}));
    assertThat(free()).isEqualTo(CAPACITY);
  }

  @Test
  void before_ticket_types_such_a_refusal_is_in_words() {
    var older = new Machine(new BoxOffice(), FormatLevel.FIFTH);
    older.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(2, 10, 20))));
    older.tell(Fixtures.event(10, true, "A"));
    var some =
        List.of(
            new Wanted.Places("stage", 1),
            new Wanted.Places("pit", 1),
            new Wanted.Places("pit", 0));

    assertThat(older.tell(Fixtures.hold(new Wanted(List.of(), some))))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Fault("/places/0/area", "The event has no such area with places."),
                    new Fault("/places/2/area", "This area is named twice."),
                    new Fault("/places/2/quantity", "At least one place."))));
  }

  @Test
  void a_change_tells_how_many_places_are_left() {
    machine.tell(Fixtures.hold(Fixtures.wantedPlaces(3, "0-1")));
    machine.tell(Fixtures.reserve("0-2"));

    var changes = ((Changes) machine.seatMap().feed().after(0)).changes();

    assertThat(changes.getFirst().seats()).containsExactly(1);
    assertThat(changes.getFirst().areas()).containsExactly(0);
    assertThat(changes.getFirst().free()).containsExactly(9);
    assertThat(changes.getLast().areas()).isEmpty();
  }

  @Test
  void a_program_of_the_level_before_knows_no_places() {
    var older = new Machine(new BoxOffice(), FormatLevel.SECOND);
    older.sell(2, 10, Fixtures.event(10, true, "A", "B"));

    assertThatThrownBy(() -> older.tell(Fixtures.hold(Fixtures.wantedPlaces(1))))
        .hasMessageContaining("newer format level");
    assertThatThrownBy(() -> older.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(1, 1, 1)))))
        .hasMessageContaining("newer format level");
  }
}
