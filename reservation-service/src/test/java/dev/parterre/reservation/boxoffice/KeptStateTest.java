package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// States that earlier versions wrote must stay readable, since clusters have such states on their
/// disks.
class KeptStateTest {

  private static final long INDEX = 10;
  private static final long DIGEST = 8_863_456_781_412_638_232L;
  private static final long SECOND_DIGEST = -969_287_792_305_637_431L;
  private static final long THIRD_DIGEST = -7_147_600_404_607_591_900L;
  private static final long FOURTH_DIGEST = 2_593_053_284_116_781_612L;
  private static final long FIFTH_DIGEST = 2_112_200_091_157_741_808L;
  private static final long SIXTH_DIGEST = 2_679_308_408_646_585_624L;
  private static final long DUE_MILLIS = 1_800_000_060_130L;

  @Test
  void the_first_format_is_read_and_written() throws IOException {
    var machine = restored();

    assertThatIsRead(machine, DIGEST, kept());
    assertThat(machine.office.nextDueMillis()).hasValue(DUE_MILLIS);
    assertThat(machine.statuses("0-0", "0-1", "0-2", "1-0", "1-3", "1-4"))
        .containsExactly(
            SeatStatus.HELD,
            SeatStatus.HELD,
            SeatStatus.RESERVED,
            SeatStatus.FREE,
            SeatStatus.FREE,
            SeatStatus.FREE);
    assertThat(reservation(machine, 3).customer())
        .isEqualTo(new Customer("Zoë 😀", "zoe@example.org"));
    assertThat(reservation(machine, 4).cancelled()).isTrue();
  }

  @Test
  void the_first_format_goes_on() throws IOException {
    var machine = restored();

    assertThat(machine.tell(new ReleaseHold(new HoldId(id(5))))).isEqualTo(new HoldExpired());
    assertThat(machine.tell(new CancelReservation(new ReservationId(id(4)))))
        .isEqualTo(new Cancelled());
    assertThat(((Reserved) machine.tell(Fixtures.reserve("1-4"))).number()).isEqualTo(3);
    machine.nowMillis = DUE_MILLIS;
    machine.pass(0);
    assertThat(machine.statuses("0-0", "0-1")).containsOnly(SeatStatus.FREE);
  }

  @Test
  void the_first_format_is_raised_to_the_newest_and_restored_from_it() throws IOException {
    var machine = restored();
    machine.office.level(FormatLevel.NEWEST);
    var other = new Machine();
    other.restore(machine.state(), INDEX);

    assertThat(machine.state()).isNotEqualTo(kept());
    assertThat(machine.ledger().digestFromScratch()).isEqualTo(machine.office.digest());
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.state()).isEqualTo(machine.state());
    assertThat(other.ledger().nextNumber(Kind.HOLD))
        .isEqualTo(machine.ledger().nextNumber(Kind.HOLD));
    assertThat(other.tell(new ReleaseHold(new HoldId(id(5))))).isEqualTo(new HoldExpired());
  }

  @Test
  void the_second_format_is_read_and_written_and_goes_on_at_the_newest() throws IOException {
    byte[] kept = kept("/state/snapshot-2.bin");
    var machine = new Machine();
    machine.restore(kept, INDEX);

    assertThatIsRead(machine, SECOND_DIGEST, kept);
    assertThat(machine.statuses("0-0", "0-1", "0-2", "1-0", "1-3", "1-5", "0-9"))
        .containsExactly(
            SeatStatus.HELD,
            SeatStatus.HELD,
            SeatStatus.RESERVED,
            SeatStatus.FREE,
            SeatStatus.FREE,
            SeatStatus.BLOCKED,
            SeatStatus.BLOCKED);
    assertThat(machine.tell(new ReleaseHold(new HoldId(id(2))))).isEqualTo(new HoldUsed());

    var other = raisedAndRestored(machine, SECOND_DIGEST);
    assertThat(reservation(other, 3).customer())
        .isEqualTo(new Customer("Zoë 😀", "zoe@example.org"));
    assertThat(other.tell(new ReleaseHold(new HoldId(id(1))))).isEqualTo(new Released());
  }

  @Test
  void the_third_format_is_read_and_written_and_goes_on_at_the_newest() throws IOException {
    byte[] kept = kept("/state/snapshot-3.bin");
    var machine = new Machine();
    machine.restore(kept, INDEX);

    assertThatIsRead(machine, THIRD_DIGEST, kept);
    assertThat(machine.statuses("0-0", "0-1", "0-2", "1-3", "1-5"))
        .containsExactly(
            SeatStatus.HELD,
            SeatStatus.HELD,
            SeatStatus.RESERVED,
            SeatStatus.FREE,
            SeatStatus.BLOCKED);
    assertThat(machine.seatMap().free(0)).isEqualTo(17);

    var other = raisedAndRestored(machine, THIRD_DIGEST);
    assertThat(other.tell(new ReleaseHold(new HoldId(id(1))))).isEqualTo(new Released());
    assertThat(other.seatMap().free(0)).isEqualTo(20);
  }

  @Test
  void the_fourth_format_is_read_and_written_and_goes_on_at_the_newest() throws IOException {
    byte[] kept = kept("/state/snapshot-4.bin");
    var machine = new Machine();
    machine.restore(kept, INDEX);

    assertThatIsRead(machine, FOURTH_DIGEST, kept);
    assertThat(machine.seatMap().offer().terms().maxHolds()).hasValue(2);
    assertThat(machine.seatMap().tallies().holds(Client.of(new byte[] {1}))).isOne();
    var hold = Objects.requireNonNull(machine.ledger().hold(new HoldId(id(1))));
    assertThat(hold.seconds()).isEqualTo(60);
    assertThat(hold.renewals()).isOne();

    machine.office.level(FormatLevel.NEWEST);
    var other = new Machine();
    other.restore(machine.state(), INDEX);
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    assertThat(other.tell(new ReleaseHold(new HoldId(id(1))))).isEqualTo(new Released());
    assertThat(other.seatMap().free(0)).isEqualTo(20);
  }

  @Test
  void the_fifth_format_is_read_and_written_and_goes_on_at_the_newest() throws IOException {
    byte[] kept = kept("/state/snapshot-5.bin");
    var machine = new Machine();
    machine.restore(kept, INDEX);

    assertThatIsRead(machine, FIFTH_DIGEST, kept);
    assertThat(machine.statuses("0-0", "0-1", "1-0", "1-1", "1-2", "1-4", "1-5"))
        .containsExactly(
            SeatStatus.HELD,
            SeatStatus.HELD,
            SeatStatus.FREE,
            SeatStatus.RESERVED,
            SeatStatus.RESERVED,
            SeatStatus.FREE,
            SeatStatus.BLOCKED);
    assertThat(machine.seatMap().offer().plan().features(8)).contains("near the bar");

    var other = raisedAndRestored(machine, FIFTH_DIGEST);
    assertThat(other.state()).isEqualTo(machine.state());
    var sold = reservation(other, 3);
    assertThat(other.office.bill(sold.eventId(), sold.allocation()).total())
        .isEqualTo(Fixtures.euros("90.00"));
    assertThat(other.tell(new ReleaseHold(new HoldId(id(1))))).isEqualTo(new Released());
    assertThat(other.seatMap().free(0)).isEqualTo(18);
  }

  @Test
  void the_sixth_format_is_read_and_written_and_goes_on_at_the_newest() throws IOException {
    byte[] kept = kept("/state/snapshot-6.bin");
    var machine = new Machine();
    machine.restore(kept, INDEX);

    assertThatIsRead(machine, SIXTH_DIGEST, kept);
    assertThat(machine.statuses("0-0", "0-1", "0-2", "0-3", "0-4", "1-0", "1-5"))
        .containsExactly(
            SeatStatus.HELD,
            SeatStatus.HELD,
            SeatStatus.RESERVED,
            SeatStatus.RESERVED,
            SeatStatus.FREE,
            SeatStatus.FREE,
            SeatStatus.BLOCKED);
    assertThat(machine.seatMap().tallies().uses("TEN")).isEqualTo(2);

    var other = raisedAndRestored(machine, SIXTH_DIGEST);
    assertThat(other.state()).isEqualTo(machine.state());
    assertThat(totals(other, 3, 4)).containsExactly("18.00", "25.00");
    assertThat(other.tell(new ReleaseHold(new HoldId(id(6))))).isEqualTo(new HoldExpired());
    assertThat(other.tell(new ReleaseHold(new HoldId(id(1))))).isEqualTo(new Released());
    assertThat(other.seatMap().free(0)).isEqualTo(20);
    assertThat(other.seatMap().tallies().uses("TEN")).isOne();
  }

  private static List<String> totals(Machine machine, int... reservations) {
    return IntStream.of(reservations)
        .mapToObj(number -> reservation(machine, number))
        .map(it -> machine.office.bill(it.eventId(), it.allocation()).total())
        .map(total -> total.amount().toPlainString())
        .toList();
  }

  @Test
  void the_levels_may_be_raised_one_by_one_or_at_once() throws IOException {
    var oneByOne = restored();
    for (int level = FormatLevel.SECOND; level <= FormatLevel.NEWEST; level++) {
      oneByOne.office.level(level);
      assertThat(oneByOne.office.digest()).isEqualTo(oneByOne.ledger().digestFromScratch());
    }
    var atOnce = restored();
    atOnce.office.level(FormatLevel.NEWEST);

    assertThat(oneByOne.office.digest()).isEqualTo(atOnce.office.digest());
    assertThat(oneByOne.state()).isEqualTo(atOnce.state());
  }

  /// @param digest the one before
  private static Machine raisedAndRestored(Machine machine, long digest) throws IOException {
    machine.office.level(FormatLevel.NEWEST);

    assertThat(machine.office.digest())
        .isNotEqualTo(digest)
        .isEqualTo(machine.ledger().digestFromScratch());
    var other = new Machine();
    other.restore(machine.state(), INDEX);
    assertThat(other.office.digest()).isEqualTo(machine.office.digest());
    return other;
  }

  private static void assertThatIsRead(Machine machine, long digest, byte[] kept) {
    assertThat(machine.office.digest()).isEqualTo(digest);
    assertThat(machine.ledger().digestFromScratch()).isEqualTo(digest);
    assertThat(machine.state()).isEqualTo(kept);
  }

  private static Machine restored() throws IOException {
    var machine = new Machine();
    machine.restore(kept(), INDEX);
    machine.nowMillis += 1_000;
    return machine;
  }

  private static Reservation reservation(Machine machine, int number) {
    return Objects.requireNonNull(machine.ledger().reservation(new ReservationId(id(number))));
  }

  private static SecretId id(int number) {
    return new SecretId(7, number);
  }

  private static byte[] kept() throws IOException {
    return kept("/state/snapshot-1.bin");
  }

  private static byte[] kept(String resource) throws IOException {
    try (var in = KeptStateTest.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
