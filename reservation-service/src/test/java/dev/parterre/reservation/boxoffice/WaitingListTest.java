package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Outcome.InvalidCategories;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Left;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.catalog.EventId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingListTest extends SoldOutFixture {

  @Test
  void the_first_party_that_fits_is_offered_what_becomes_free_in_the_same_command()
      throws IOException {
    sellOut();
    var four = join(4);
    var two = join(2, "A");
    var pair = join(2);

    assertThat(List.of(four, two, pair))
        .extracting(this::position)
        .containsExactly(Optional.of(1), Optional.of(2), Optional.of(3));
    giveBack(sold.get(3));
    assertThat(offerOf(four)).isNull();
    assertThat(offered(two).seats()).containsExactly(6, 7);
    assertThat(machine.statuses("0-6", "0-7")).containsOnly(SeatStatus.HELD);
    assertThat(position(two)).isEmpty();
    assertThat(position(pair)).hasValue(2);
    assertThatItIsRestored();
  }

  @Test
  void an_offer_that_is_not_taken_goes_to_the_next_and_the_party_is_gone() throws IOException {
    sellOut();
    var first = join(2, "B");
    var second = join(1, "B");
    giveBack(sold.get(10));
    var hold = Objects.requireNonNull(offerOf(first));

    assertThat(hold.expiresAtMillis() - machine.nowMillis)
        .isEqualTo(Usher.OFFER_SECONDS * 1_000L + 1_800 + Clerk.HOLD_GRACE_MILLIS);
    machine.pass(hold.expiresAtMillis() - machine.nowMillis);
    assertThat(machine.tell(new LeaveWaitingList(first))).isEqualTo(new PartyOver(false));
    assertThat(offered(second).seats()).containsExactly(21);
    assertThat(machine.status("2-0")).isEqualTo(SeatStatus.FREE);
    assertThatItIsRestored();
  }

  @Test
  void an_offer_is_redeemed_as_any_hold_and_then_the_party_is_served() throws IOException {
    sellOut();
    var party = join(2, "A");
    giveBack(sold.getFirst());

    assertThat(machine.tell(Fixtures.reserveHeld(party.offer()))).isInstanceOf(Reserved.class);
    assertThat(machine.tell(new LeaveWaitingList(party))).isEqualTo(new PartyOver(true));
    assertThatItIsRestored();
  }

  @Test
  void an_offer_is_not_renewed() {
    sellOut();
    var party = join(2, "A");
    giveBack(sold.getFirst());

    assertThat(machine.tell(new RenewHold(party.offer())))
        .isEqualTo(new LimitExceeded(Limited.RENEWALS_OF_AN_OFFER, 0));
  }

  @Test
  void who_leaves_lets_the_next_have_the_offer() {
    sellOut();
    var first = join(2, "A");
    var second = join(2, "A");
    giveBack(sold.getFirst());

    assertThat(machine.tell(new LeaveWaitingList(first))).isEqualTo(new Left());
    assertThat(offered(second).seats()).containsExactly(0, 1);
    machine.tell(new ReleaseHold(second.offer()));
    assertThat(machine.tell(new LeaveWaitingList(second))).isEqualTo(new PartyOver(false));
    assertThat(machine.statuses("0-0", "0-1")).containsOnly(SeatStatus.FREE);
    assertThat(machine.tell(new LeaveWaitingList(PartyId.random())))
        .isEqualTo(new NotFound(Missing.PARTY));
  }

  @Test
  void who_joins_while_something_fits_is_offered_it_for_as_long_as_a_hold_lasts() {
    var command = Fixtures.join(2, "B");
    var joined = (Joined) machine.tell(command);

    var hold = Objects.requireNonNull(offerOf(command.partyId()));
    assertThat(joined.offeredUntilMillis()).isEqualTo(hold.expiresAtMillis());
    assertThat(joined.position()).isOne();
    assertThat(hold.seconds()).isEqualTo(600);
  }

  @Test
  void places_are_offered_and_so_are_the_categories_that_are_liked_best() {
    sellOut();
    giveBack(sold.getLast());
    giveBack(sold.get(10));
    machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("2-0"), ""));

    assertThat(offered(join(3)).places()).containsExactly(new Allocation.Places(0, 3));
    assertThat(offered(join(1, "B", "A")).seats()).containsExactly(21);
    assertThat(offered(join(7, "A")).placesIn(0)).isEqualTo(7);
    assertThat(offerOf(join(1, "A"))).isNull();
  }

  @Test
  void parties_that_find_no_seats_side_by_side_get_those_that_are_free() {
    sellOut();
    giveBack(sold.getFirst());
    giveBack(sold.get(4));
    giveBack(sold.get(7));

    assertThat(offered(join(5, "A")).seats()).hasSize(5);
  }

  @Test
  void seats_that_are_put_on_sale_or_get_a_price_are_offered() {
    machine.tell(Fixtures.prices(Map.of("B", List.of())));
    for (int row = 0; row < 2; row++) {
      for (int seat = 0; seat < 10; seat += 2) {
        sold.add(reserved(Fixtures.wanted(row + "-" + seat, row + "-" + (seat + 1))));
      }
    }
    sold.add(reserved(Fixtures.wantedPlaces(10)));
    sold.add(reserved(Fixtures.wantedPlaces(10)));
    var two = join(2);
    machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("2-0", "2-1"), ""));
    assertThat(offerOf(two)).isNull();
    machine.tell(Fixtures.prices(Map.of("B", List.of(Fixtures.price("", "12.00")))));

    assertThat(total(offered(two))).isEqualTo("24.00");
    var eight = join(8);
    assertThat(offerOf(eight)).isNull();
    machine.tell(new UnblockSeats(Fixtures.EVENT, Fixtures.seats("2-0", "2-1")));
    assertThat(offered(eight).seats()).hasSize(8);
  }

  @Test
  void what_is_offered_has_the_default_fare_of_today() {
    sellOut();
    machine.tell(Fixtures.prices(Map.of("A", List.of(Fixtures.price("full", "50.00")))));
    var two = join(2, "A");
    giveBack(sold.getFirst());
    var places = join(10, "A");
    giveBack(sold.getLast());

    assertThat(total(offered(two))).isEqualTo("100.00");
    assertThat(total(offered(places))).isEqualTo("500.00");
  }

  @Test
  void a_cancelled_event_has_no_waiting_list() throws IOException {
    sellOut();
    var offered = join(2, "A");
    var waiting = join(2, "A");
    giveBack(sold.getFirst());
    machine.tell(new CancelEvent(Fixtures.EVENT));

    for (var party : List.of(offered, waiting)) {
      assertThat(machine.tell(new LeaveWaitingList(party))).isEqualTo(new PartyOver(false));
    }
    assertThat(machine.ledger().count(Kind.HOLD)).isZero();
    assertThat(machine.ledger().count(Kind.PARTY)).isZero();
    assertThat(machine.tell(Fixtures.join(1))).isInstanceOf(NotOnSale.class);
    assertThatItIsRestored();
  }

  @Test
  void a_customer_waits_for_no_more_seats_than_the_event_allows() {
    sellOut();
    var customer = new Customer("Ann", "Ann@example.org");
    assertThat(machine.tell(join(customer, 7))).isInstanceOf(Joined.class);
    assertThat(machine.tell(join(new Customer("A", "ann@EXAMPLE.org"), 4)))
        .isEqualTo(new LimitExceeded(Limited.SEATS_WAITED_FOR, 10));
    assertThat(machine.tell(join(customer, 3))).isInstanceOf(Joined.class);
    assertThat(machine.tell(Fixtures.join(11)))
        .isEqualTo(new LimitExceeded(Limited.SEATS_WAITED_FOR, 10));
  }

  private static JoinWaitingList join(Customer customer, int quantity) {
    return new JoinWaitingList(
        Fixtures.EVENT, quantity, List.of(), customer, PartyId.random(), Client.UNKNOWN);
  }

  @Test
  void a_client_waits_no_more_often_than_it_may_hold() {
    var limited = new Machine();
    limited.sell(1, 2, Fixtures.limitedEvent(10, 2));
    limited.tell(Fixtures.reserve("0-0", "0-1"));
    var client = new Client(7);
    for (int i = 0; i < 2; i++) {
      assertThat(limited.tell(joinOf(client))).isInstanceOf(Joined.class);
    }
    assertThat(limited.tell(joinOf(client)))
        .isEqualTo(new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, 2));
    assertThat(limited.tell(joinOf(new Client(8)))).isInstanceOf(Joined.class);
  }

  private static JoinWaitingList joinOf(Client client) {
    return new JoinWaitingList(
        Fixtures.EVENT, 1, List.of(), Fixtures.customer(), PartyId.random(), client);
  }

  @Test
  void categories_that_are_not_sold_are_refused_each_with_its_place() {
    var refused = (InvalidCategories) machine.tell(Fixtures.join(1, "A", "C", "", "B"));
    assertThat(refused.unknown()).containsExactly(1, 2);
    var elsewhere =
        new JoinWaitingList(
            new EventId("9"), 1, List.of(), Fixtures.customer(), PartyId.random(), Client.UNKNOWN);
    assertThat(machine.tell(elsewhere)).isEqualTo(new NotFound(Missing.EVENT));
    assertThat(machine.tell(Fixtures.join(1, "A"))).isInstanceOf(Joined.class);
  }

  @Test
  void an_exchange_sets_seats_free_for_those_who_wait() {
    sellOut();
    var party = join(2, "B");
    machine.tell(new CancelReservation(sold.getFirst().reservationId()));
    machine.tell(new ExchangeSeats(sold.get(10).reservationId(), Fixtures.seats("0-0", "0-1")));

    assertThat(offered(party).seats()).containsExactly(20, 21);
  }

  @Test
  void who_could_not_reserve_it_is_offered_nothing() {
    sellOut();
    var ann = new Customer("Ann", "ann@example.org");
    var full =
        new BookingCommand.ReserveSeats(
            Fixtures.EVENT, Fixtures.wanted("0-0"), ann, ReservationId.random());
    giveBack(sold.getFirst());
    machine.tell(full);
    var waiting = join(ann, 10);
    assertThat(machine.tell(waiting)).isInstanceOf(Joined.class);
    var other = join(10, "A");
    giveBack(sold.getLast());

    assertThat(offerOf(waiting.partyId())).isNull();
    assertThat(offered(other).placesIn(0)).isEqualTo(10);
  }

  /// The budget of a turn is one for all events; the others come in the next.
  @Test
  void open_holds_and_parties_of_a_client_count_together() {
    var limited = new Machine();
    limited.sell(1, 10, Fixtures.limitedEvent(10, 2));
    var client = new Client(7);
    limited.tell(Fixtures.holdOf(client, "0-0"));
    for (int seat = 1; seat < 10; seat++) {
      limited.tell(Fixtures.reserve("0-" + seat));
    }
    var join = joinOf(client);
    assertThat(limited.tell(join)).isInstanceOf(Joined.class);
    limited.tell(new ReleaseHold(HoldId.random()));
    assertThat(limited.tell(joinOf(client)))
        .isEqualTo(new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, 2));
    assertThat(limited.tell(Fixtures.holdOf(client, "0-1")))
        .isEqualTo(new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, 2));
    limited.tell(new LeaveWaitingList(join.partyId()));
    assertThat(limited.tell(joinOf(client))).isInstanceOf(Joined.class);
  }
}
