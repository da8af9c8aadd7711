package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.catalog.EventId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When waiting lists are gone through, and how far in one turn.
class WaitingTurnsTest extends SoldOutFixture {

  @Test
  void nothing_is_offered_unless_it_is_on_sale_and_the_list_is_called_when_the_sale_begins()
      throws IOException {
    sellOut();
    var party = join(2, "A");
    var opening = Instant.ofEpochMilli(machine.nowMillis + 60_000);
    machine.tell(Fixtures.sale(Optional.of(opening), Optional.empty()));
    giveBack(sold.getFirst());

    assertThat(offerOf(party)).isNull();
    assertThat(machine.office.nextDueMillis()).hasValue(opening.toEpochMilli());
    assertThat(machine.tell(Fixtures.join(1))).isInstanceOf(NotOnSale.class);
    assertThatItIsRestored();
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    other.nowMillis = machine.nowMillis;
    for (var each : List.of(machine, other)) {
      each.pass(60_000);
      assertThat(each.ledger().hold(party.offer())).isNotNull();
    }
    assertThat(other.state()).isEqualTo(machine.state());
    assertThat(machine.ledger().count(Kind.CALLING)).isZero();
  }

  @Test
  void many_offers_are_made_in_several_turns_under_indices_of_their_own() throws IOException {
    sellOut();
    var parties = new ArrayList<PartyId>();
    for (int i = 0; i < Usher.SEARCHES_MAX + 3; i++) {
      parties.add(join(1));
    }
    machine.tell(
        Fixtures.sale(Optional.empty(), Optional.of(Instant.ofEpochMilli(machine.nowMillis))));
    sold.forEach(this::giveBack);
    assertThat(parties).allMatch(party -> offerOf(party) == null);
    machine.tell(Fixtures.sale(Optional.empty(), Optional.empty()));

    assertThat(parties).filteredOn(party -> offerOf(party) != null).hasSize(Usher.SEARCHES_MAX);
    assertThat(machine.office.nextDueMillis()).hasValue(machine.nowMillis + Usher.PAUSE_MILLIS);
    assertThatItIsRestored();
    machine.pass(Usher.PAUSE_MILLIS);
    assertThat(parties).allMatch(party -> offerOf(party) != null);
  }

  @Test
  void nobody_waits_any_more_when_it_starts_and_offers_end_by_then() throws IOException {
    sellOut();
    var starts = Instant.ofEpochMilli(machine.nowMillis + 600_000);
    machine.tell(starting(starts));
    var soon = join(2, "A");
    var never = join(2, "B");
    giveBack(sold.getFirst());

    assertThat(Objects.requireNonNull(offerOf(soon)).expiresAtMillis())
        .isLessThan(starts.toEpochMilli() + 1_000);
    assertThat(machine.ledger().count(Kind.CALLING)).isOne();
    assertThatItIsRestored();
    machine.pass(600_000);
    assertThat(machine.tell(new LeaveWaitingList(never))).isEqualTo(new PartyOver(false));
    assertThat(machine.ledger().count(Kind.CALLING)).isZero();
    assertThat(machine.tell(Fixtures.join(1))).isInstanceOf(NotOnSale.class);
    assertThatItIsRestored();
  }

  private static BookingCommand starting(Instant time) {
    var none = EventChange.Edit.<Instant>none();
    return new BookingCommand.ChangeEvent(
        Fixtures.EVENT,
        new EventChange(
            Optional.empty(),
            Optional.of(time),
            new TreeMap<>(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            none,
            none,
            EventChange.Edit.none(),
            EventChange.Edit.none()));
  }

  @Test
  void a_list_is_not_gone_through_while_nobody_waits() throws IOException {
    sellOut();
    var party = join(2, "A");
    assertThat(machine.ledger().count(Kind.CALLING)).isOne();
    machine.tell(new LeaveWaitingList(party));

    assertThat(machine.ledger().count(Kind.CALLING)).isZero();
    assertThat(machine.office.nextDueMillis()).isEmpty();
    assertThatItIsRestored();
  }

  @Test
  void lists_of_many_events_are_gone_through_in_several_turns() throws IOException {
    var many = new Machine();
    many.tell(Fixtures.venue(1, 2));
    var parties = new ArrayList<PartyId>();
    for (int i = 1; i <= 40; i++) {
      many.tell(Fixtures.event(10, true, "B"));
      var event = new EventId(Integer.toString(i));
      many.tell(
          new BookingCommand.HoldSeats(
              event, Fixtures.wanted("0-0", "0-1"), OptionalInt.of(10), HoldId.random()));
      var join =
          new JoinWaitingList(
              event, 1, List.of(), Fixtures.customer(), PartyId.random(), Client.UNKNOWN);
      many.tell(join);
      parties.add(join.partyId());
    }
    many.pass(20_000);
    assertThat(parties)
        .filteredOn(party -> many.ledger().hold(party.offer()) != null)
        .hasSize(Usher.EVENTS_MAX);
    var other = new Machine();
    other.restore(many.state(), many.index);
    other.nowMillis = many.nowMillis;
    for (var each : List.of(many, other)) {
      each.pass(Usher.PAUSE_MILLIS);
      each.pass(Usher.PAUSE_MILLIS);
      assertThat(parties).allMatch(party -> each.ledger().hold(party.offer()) != null);
    }
    assertThat(other.state()).isEqualTo(many.state());
  }
}
