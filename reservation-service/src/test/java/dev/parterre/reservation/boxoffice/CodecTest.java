package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.EventChange.Edit;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Full;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.VenueId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

  private static final Allocation PLACES =
      new Allocation(new int[] {7}, List.of(new Places(0, 1), new Places(12, 1_000)));

  private static final Wanted TERMS =
      new Wanted(
          Fixtures.seats("x", "y"),
          List.of(new Wanted.Places("pit", 3, "child"), new Wanted.Places("pit", 1, "")),
          List.of("", "child"),
          "CODE");
  private static final Allocation ON_TERMS =
      new Allocation(new int[] {7, 9}, List.of(new Places(0, 1)), new int[] {0, 300, 2}, "CODE");
  private static final EventChange CHANGE =
      new EventChange(
          Optional.of("Ränge 😀"),
          Optional.of(Instant.parse("2099-01-01T00:00:00Z")),
          new TreeMap<>(
              Map.of(
                  "A",
                  List.of(
                      new TypeChange("child", Optional.empty()),
                      new TypeChange("full", Optional.of(Fixtures.euros("1.00")))),
                  "B",
                  List.of())),
          OptionalInt.of(5),
          OptionalInt.of(100),
          Edit.to(Optional.of(Instant.EPOCH)),
          Edit.to(Optional.empty()),
          Edit.to(Optional.of("Europe/Vienna")),
          Edit.none());

  private static EventChange change(Edit<String> timeZone, Edit<Integer> offerSeconds) {
    return new EventChange(
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Edit.none(),
        Edit.none(),
        timeZone,
        offerSeconds);
  }

  static Stream<BookingCommand> commands() {
    return Stream.of(
        new CreateVenue(new byte[] {1, 2, 3}, FormatLevel.FIRST),
        new CreateVenue(new byte[] {1, 2, 3}, FormatLevel.THIRD),
        new CreateVenue(new byte[] {1, 2, 3}, FormatLevel.FIFTH),
        Fixtures.event(10, false, "A", "Ränge 😀"),
        Fixtures.hold("stalls-A-1", "ä😀"),
        Fixtures.holdFor(5, "x"),
        new ReleaseHold(HoldId.random()),
        new RenewHold(HoldId.random()),
        new BookingCommand.ExchangeSeats(ReservationId.random(), Fixtures.seats("a", "b")),
        Fixtures.holdBest(2, "Stalls", true),
        Fixtures.holdBest(100, "", false),
        new BookingCommand.HoldBest(
            Fixtures.EVENT,
            new Wanted.Best(1, Optional.of(""), true, 1),
            Wanted.NO_CODE,
            OptionalInt.of(7),
            HoldId.random(),
            Client.of(new byte[] {1})),
        Fixtures.limitedEvent(10, 2),
        Fixtures.holdOf(new Client(-1), "x"),
        new HoldSeats(
            Fixtures.EVENT,
            Fixtures.wantedPlaces(3, "x"),
            OptionalInt.of(60),
            HoldId.random(),
            new Client(7)),
        Fixtures.reserveHeld(HoldId.random()),
        Fixtures.reserve("stalls-A-1", "stalls-A-2"),
        Fixtures.hold(Fixtures.wantedPlaces(3)),
        Fixtures.reserve(Fixtures.wantedPlaces(300, "stalls-A-1")),
        new CancelReservation(ReservationId.random()),
        new BlockSeats(Fixtures.EVENT, Fixtures.seats("0-1", "0-2"), "Camera"),
        new UnblockSeats(Fixtures.EVENT, Fixtures.seats("0-1")),
        Fixtures.event(Fixtures.typedPrices()),
        Fixtures.hold(TERMS),
        Fixtures.holdOf(new Client(-1), TERMS),
        Fixtures.reserve(TERMS),
        new BookingCommand.ExchangeSeats(ReservationId.random(), typed("a", "child")),
        new BookingCommand.HoldBest(
            Fixtures.EVENT,
            new Wanted.Best(2, Optional.empty(), true, 0, "child"),
            "CODE",
            OptionalInt.empty(),
            HoldId.random(),
            Client.UNKNOWN),
        new ChangeEvent(Fixtures.EVENT, CHANGE),
        new ChangeEvent(Fixtures.EVENT, Fixtures.NO_CHANGE),
        new ChangeEvent(Fixtures.EVENT, change(Edit.none(), Edit.to(Optional.of(7)))),
        new ChangeEvent(
            Fixtures.EVENT, change(Edit.to(Optional.empty()), Edit.to(Optional.empty()))),
        new ChangeEvent(
            Fixtures.EVENT, change(Edit.to(Optional.of("Asia/Tokyo")), Edit.to(Optional.of(1)))),
        Fixtures.eventWithOffers(86_400, Optional.empty()),
        Fixtures.eventWithOffers(5, Optional.of("Europe/Vienna")),
        BookingCommand.MintTicketKey.of(Fixtures.EVENT, true),
        new BookingCommand.RevokeTicketKey(Fixtures.EVENT, 7),
        new BookingCommand.CheckIn(
            Fixtures.EVENT, 2, new TicketId(1L << 34, 99_999), "Nord ä", 1L << 40, true),
        new BookingCommand.CheckIn(Fixtures.EVENT, 1, new TicketId(1, 0), "", 0, false),
        Fixtures.join(2),
        new BookingCommand.BindPayment(HoldId.random(), "pi_1 ä", 1_800),
        new BookingCommand.NotePayment(
            ReservationId.random(), new Payment(Payment.Status.PAID, "card", "")),
        Fixtures.join(100, "A", "Ränge 😀"),
        new BookingCommand.JoinWaitingList(
            Fixtures.EVENT, 1, List.of(), Fixtures.customer(), PartyId.random(), new Client(-1)),
        new BookingCommand.LeaveWaitingList(PartyId.random()),
        new CancelEvent(Fixtures.EVENT),
        new BookingCommand.ChangeCustomer(
            ReservationId.random(), Optional.of("Zoë"), Optional.empty()),
        new CreateDiscount(Fixtures.EVENT, "CODE", Fixtures.percent(10)),
        new CreateDiscount(
            Fixtures.EVENT,
            "CODE",
            new Discount.Terms(
                new Discount.Reduction.Amount(Fixtures.euros("5.00")),
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.parse("2099-01-01T00:00:00Z")),
                OptionalInt.of(7))));
  }

  private static Wanted typed(String guid, String type) {
    return new Wanted(Fixtures.seats(guid), List.of(), List.of(type), Wanted.NO_CODE);
  }

  static Stream<Outcome> outcomes() {
    return Stream.of(
        new VenueCreated(new VenueId("1")),
        new EventCreated(Fixtures.EVENT),
        new Held(
            HoldId.random(), Fixtures.EVENT, Allocation.ofSeats(0, 99_999), 1_800_000_000_000L),
        new Held(HoldId.random(), Fixtures.EVENT, PLACES, 1_800_000_000_000L),
        new Outcome.Joined(PartyId.random(), 10_000, 1_800_000_000_000L, 0),
        new Outcome.Joined(PartyId.random(), 1, 1L, 1_800_000_000_000L),
        new Outcome.TicketKeyMinted(100),
        new Outcome.TicketKeyRevoked(),
        new Outcome.CheckedIn(Outcome.CheckedIn.Result.ALREADY_ADMITTED, 1L << 40, "Nord ä", 999),
        new Outcome.CheckedIn(Outcome.CheckedIn.Result.UNKNOWN, 0, "", 0),
        new Outcome.InvalidCategories(new int[] {0, 99}),
        new Outcome.SeatsAdmitted(Fixtures.EVENT, new int[] {3, 300}),
        new Outcome.Left(),
        new Reserved(ReservationId.random(), 7, Fixtures.EVENT, PLACES, 1L)
            .with(Payment.pending("pi_1 ä")),
        new Outcome.ReservationChanged(
            new Reserved(ReservationId.random(), 7, Fixtures.EVENT, ON_TERMS, 1L)
                .with(new Payment(Payment.Status.REFUNDED, "card", "")),
            new Customer("Zoë", "zoe@example.org"),
            true),
        new Outcome.PartyOver(true),
        new Outcome.PartyOver(false),
        new Released(),
        new Reserved(ReservationId.random(), 7, Fixtures.EVENT, Allocation.ofSeats(3), 1L),
        new Reserved(ReservationId.random(), 7, Fixtures.EVENT, PLACES, 1L),
        new Cancelled(),
        new NotFound(Missing.RESERVATION),
        new SeatsTaken(Fixtures.EVENT, List.of(new Conflict(300, SeatStatus.BLOCKED))),
        new SeatsTaken(Fixtures.EVENT, List.of(), List.of(new Full(2, 0))),
        new HoldExpired(),
        new HoldUsed(),
        new Outcome.AlreadyCancelled(),
        new Outcome.ReservationChanged(
            new Reserved(ReservationId.random(), 7, Fixtures.EVENT, Allocation.ofSeats(3), 1L),
            new Customer("Zoë", "zoe@example.org")),
        new Outcome.ReservationChanged(
            new Reserved(ReservationId.random(), 7, Fixtures.EVENT, PLACES, 1L),
            new Customer("Zoë", "zoe@example.org")),
        new Blocked(Fixtures.EVENT, new int[] {3, 1}),
        new Unblocked(),
        new LimitExceeded(Limited.SEATS_ON_SALE, 5_000_000),
        new OrphanSeats(Fixtures.EVENT, new int[] {1, 2}),
        new InvalidSeats(new int[] {0}, new int[] {4, 5}),
        new Invalid(List.of(new Fault("/prices/A", "Too high."))),
        new Held(HoldId.random(), Fixtures.EVENT, ON_TERMS, 1L),
        new Reserved(ReservationId.random(), 7, Fixtures.EVENT, ON_TERMS, 1L),
        new Outcome.ReservationChanged(
            new Reserved(ReservationId.random(), 7, Fixtures.EVENT, ON_TERMS, 1L),
            new Customer("Zoë", "zoe@example.org")),
        new Outcome.EventChanged(
            Fixtures.EVENT,
            Fixtures.event(Fixtures.typedPrices()).terms().withPrices(new TreeMap<>()),
            new int[] {0, 300},
            true),
        new Outcome.InvalidTickets(new int[] {1}, new int[] {2, 3}, new int[] {}, new int[] {400}),
        new Outcome.DiscountCreated(),
        new Outcome.NotOnSale(Optional.empty(), Optional.of(Instant.EPOCH), false),
        new Outcome.NotOnSale(Optional.of(Instant.EPOCH), Optional.empty(), true));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_is_read_as_it_was_written(BookingCommand command) {
    assertThat(CommandCodec.decode(CommandCodec.encode(command)))
        .usingRecursiveComparison()
        .isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void an_outcome_is_read_as_it_was_written(Outcome outcome) {
    assertThat(OutcomeCodec.decode(OutcomeCodec.encode(outcome)))
        .usingRecursiveComparison()
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_that_ends_early_or_late_is_refused(BookingCommand command) {
    byte[] encoded = CommandCodec.encode(command);
    for (int length = 1; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> CommandCodec.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> CommandCodec.decode(Arrays.copyOf(encoded, encoded.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// What an older program cannot read must not get into the log before all are upgraded.
  @Test
  void what_the_seventh_level_added_needs_it() {
    var party = new BookingCommand.LeaveWaitingList(PartyId.random());
    var binding = new BookingCommand.BindPayment(HoldId.random(), "pi_1", 60);
    var note = new BookingCommand.NotePayment(ReservationId.random(), Payment.pending("pi_1"));
    var scan = new BookingCommand.CheckIn(Fixtures.EVENT, 1, new TicketId(1, 0), "", 0, false);

    assertThat(
            Stream.of(
                Fixtures.join(1),
                party,
                binding,
                note,
                scan,
                BookingCommand.MintTicketKey.of(Fixtures.EVENT, true),
                new BookingCommand.RevokeTicketKey(Fixtures.EVENT, 1),
                Fixtures.eventWithOffers(60, Optional.empty()),
                new ChangeEvent(Fixtures.EVENT, change(Edit.none(), Edit.to(Optional.of(7))))))
        .allMatch(command -> CommandCodec.level(command) == FormatLevel.SEVENTH);
    assertThat(CommandCodec.level(new ChangeEvent(Fixtures.EVENT, CHANGE)))
        .isEqualTo(FormatLevel.SIXTH);
  }

  @Test
  void an_unknown_format_is_refused_in_words() {
    assertThatThrownBy(() -> CommandCodec.decode(new byte[] {99}))
        .hasMessageContaining("written by a newer version");
  }

  @Test
  void a_reservation_in_one_step_and_its_outcome_are_small() {
    byte[] command = CommandCodec.encode(Fixtures.reserve("stalls-A-1", "stalls-A-2"));
    var reserved =
        new Reserved(
            ReservationId.random(),
            1_000_000,
            Fixtures.EVENT,
            Allocation.ofSeats(700, 701),
            1L << 41);

    assertThat(command).hasSizeLessThan(250);
    assertThat(OutcomeCodec.encode(reserved)).hasSizeLessThan(150);
  }
}
