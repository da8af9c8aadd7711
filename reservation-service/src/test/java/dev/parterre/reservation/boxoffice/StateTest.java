package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Changes;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Overtaken;
import dev.parterre.reservation.catalog.EventId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A state of the box office is written and restored.
class StateTest {

  private static Machine wornMachine() {
    return wornMachine(FormatLevel.NEWEST);
  }

  /// Has at least one entry of each kind.
  private static Machine wornMachine(int level) {
    var machine = new Machine(new BoxOffice(), level);
    machine.sell(1, 10, Fixtures.event(2, false, "B"));
    var ended = (Held) machine.tell(Fixtures.hold("0-0"));
    machine.tell(new ReleaseHold(ended.holdId()));
    machine.tell(Fixtures.holdFor(60, "0-1", "0-0"));
    machine.tell(Fixtures.reserve("0-5", "0-6"));
    var cancelled = (Reserved) machine.tell(Fixtures.reserve("0-9"));
    machine.tell(new CancelReservation(cancelled.reservationId()));
    if (level > FormatLevel.FIRST) {
      machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-3", "0-4"), "Camera"));
    }
    return machine;
  }

  private static Machine restored(byte[] state, long index) throws IOException {
    var machine = new Machine();
    machine.restore(state, index);
    return machine;
  }

  @Test
  void a_restored_state_goes_on_where_the_first_was() throws IOException {
    var machine = wornMachine();
    var due = machine.office.nextDueMillis();

    var other = restored(machine.state(), machine.index);

    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.ledger().digestFromScratch()).isEqualTo(machine.office.digest());
    assertThat(other.state()).isEqualTo(machine.state());
    assertThat(other.office.nextDueMillis()).isEqualTo(due);
    assertThat(other.seatMap().free()).isEqualTo(machine.seatMap().free()).isEqualTo(4);
    assertThat(other.ledger().nextNumber(Kind.HOLD)).isEqualTo(3);
    assertThat(((Reserved) other.tell(Fixtures.reserve("0-9"))).number()).isEqualTo(3);
    var venue = (VenueCreated) other.tell(Fixtures.venue(1, 1));
    assertThat(venue.venueId().value()).isEqualTo("2");
    assertThat(other.tell(Fixtures.event(2, false, "B")))
        .isEqualTo(new EventCreated(new EventId("2")));
  }

  @Test
  void what_has_ended_is_still_known_in_a_restored_state() throws IOException {
    var machine = Machine.selling();
    var hold = (Held) machine.tell(Fixtures.hold("0-0"));
    machine.tell(new ReleaseHold(hold.holdId()));
    var reserved = (Reserved) machine.tell(Fixtures.reserve("0-1"));
    machine.tell(new CancelReservation(reserved.reservationId()));

    var other = restored(machine.state(), machine.index);

    assertThat(other.tell(new ReleaseHold(hold.holdId()))).isEqualTo(new HoldExpired());
    assertThat(other.tell(new CancelReservation(reserved.reservationId())))
        .isEqualTo(new Cancelled());
  }

  @Test
  void a_capture_written_late_shows_the_moment_it_was_taken() throws IOException {
    var machine = wornMachine();
    long digest = machine.office.digest();
    byte[] atOnce = machine.state();
    var capture = machine.office.capture();
    machine.pass(100_000);
    machine.tell(Fixtures.reserve("0-0"));
    machine.tell(Fixtures.venue(1, 1));
    machine.tell(Fixtures.event(2, false, "B"));

    byte[] late = Machine.written(capture);

    assertThat(late).isEqualTo(atOnce);
    assertThat(restored(late, 1).office.digest()).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {FormatLevel.FIRST, FormatLevel.SECOND, FormatLevel.NEWEST})
  void a_state_of_many_blocks_is_read_to_its_end_and_not_beyond(int level) throws IOException {
    var machine = new Machine(new BoxOffice(), level);
    machine.sell(30, 100, Fixtures.event(2, true, "A", "B"));
    for (int seat = 0; seat < 3_000; seat++) {
      machine.tell(Fixtures.reserve(seat / 100 + "-" + seat % 100));
    }
    byte[] state = machine.state();
    var in = new ByteArrayInputStream(Arrays.copyOf(state, state.length + 7));
    var other = new Machine();

    other.office.restore(in);

    assertThat(state).hasSizeGreaterThan(100_000);
    assertThat(in.available()).isEqualTo(7);
    assertThat(other.ledger().count(Kind.RESERVATION)).isEqualTo(3_000);
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
  }

  @Test
  void a_state_takes_the_place_of_another_and_shares_its_plans() throws IOException {
    var machine = wornMachine();
    byte[] state = machine.state();
    long digest = machine.office.digest();
    long index = machine.index;
    var plan = machine.ledger().venues(0, 1).getFirst().plan();
    machine.pass(100_000);
    machine.tell(Fixtures.reserve("0-0", "0-1"));
    machine.tell(Fixtures.event(2, false, "B"));

    machine.restore(state, index);

    assertThat(machine.office.digest()).isEqualTo(digest);
    assertThat(machine.ledger().offers(0, 9)).hasSize(1);
    assertThat(machine.ledger().venues(0, 1).getFirst().plan()).isSameAs(plan);
    assertThat(machine.statuses("0-0", "0-5", "0-9"))
        .containsExactly(SeatStatus.HELD, SeatStatus.RESERVED, SeatStatus.FREE);
  }

  @Test
  void another_plan_under_the_same_name_is_not_shared() throws IOException {
    var machine = Machine.selling(1, 5, Fixtures.event(2, false, "B"));

    machine.restore(wornMachine().state(), 9);

    assertThat(machine.seatMap().offer().plan().seatCount()).isEqualTo(10);
  }

  @Test
  void a_reader_of_a_feed_is_cut_off_and_finds_the_new_state() throws IOException {
    var machine = wornMachine();
    var followed = machine.seatMap().feed();
    long cursor = followed.cursor();

    machine.restore(machine.state(), machine.index);

    assertThat(followed.after(cursor)).isEqualTo(new Overtaken());
    var feed = machine.seatMap().feed();
    long anew = feed.cursor();
    assertThat(feed.cursorAt(machine.index)).isEmpty();
    machine.tell(Fixtures.reserve("0-2"));
    assertThat(((Changes) feed.after(anew)).changes())
        .extracting(SeatChange::index)
        .containsExactly(machine.index);
  }

  @Test
  void an_event_made_after_the_restore_has_a_whole_feed() throws IOException {
    var machine = wornMachine();
    machine.restore(machine.state(), machine.index);

    machine.tell(Fixtures.event(2, false, "B"));

    assertThat(
            Objects.requireNonNull(machine.ledger().seatMap(new EventId("2"))).feed().cursorAt(0))
        .hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {FormatLevel.FIRST, FormatLevel.SECOND, FormatLevel.NEWEST})
  void every_flipped_bit_is_found_and_changes_nothing(int level) {
    var machine = wornMachine(level);
    byte[] state = machine.state();
    for (int at = 0; at < state.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = state.clone();
        damaged[at] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> machine.restore(damaged, 1))
            .as("bit %d of byte %d", bit, at)
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(machine.state()).isEqualTo(state);
    assertThat(machine.seatMap().feed().cursorAt(machine.index)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {FormatLevel.FIRST, FormatLevel.SECOND, FormatLevel.NEWEST})
  void a_state_that_ends_early_is_refused(int level) {
    byte[] state = wornMachine(level).state();
    for (int length = 0; length < state.length; length++) {
      byte[] cut = Arrays.copyOf(state, length);
      assertThatThrownBy(() -> new Machine().restore(cut, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_unknown_format_is_refused_in_words() {
    assertThatThrownBy(() -> new Machine().restore(new byte[] {99}, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format level 99");
  }

  @Test
  void entries_of_an_unknown_kind_are_refused_in_words() {
    byte[] state = {2, 0, 0, 0, 3, 99, 0, 0};

    assertThatThrownBy(() -> new Machine().restore(state, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kind 99, which this version does not know");
  }

  @Test
  void more_entries_than_the_box_office_may_have_are_refused() {
    byte[] count = new FieldWriter().number(BoxOffice.VENUES_MAX + 1).toBytes();
    byte[] state = {1, 0, 0, 0, 2, count[0], count[1]};

    assertThatThrownBy(() -> new Machine().restore(state, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1001 entries");
  }
}
