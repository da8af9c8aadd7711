package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.BindPayment;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeCustomer;
import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.NotePayment;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RevokeTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Everything that a box office knows how to do, at random, in one small hall, with texts that
/// depend on languages.
final class RandomNight {

  private static final int ROWS = 3;
  private static final int SEATS_PER_ROW = 8;
  private static final int PLACES = 6;

  private final Random random;
  private final Machine machine = new Machine();
  private final RandomTerms terms;
  private final List<Step> steps = new ArrayList<>();
  private final Set<HoldId> holds = new HashSet<>();
  private final Set<ReservationId> reservations = new HashSet<>();
  private final List<PartyId> parties = new ArrayList<>();

  /// @param millis that pass before it
  record Step(long millis, byte[] command) {}

  RandomNight(long seed) {
    random = new Random(seed);
    terms = new RandomTerms(random, ROWS, SEATS_PER_ROW);
  }

  List<Step> steps(int count) {
    take(0, Fixtures.venue(Fixtures.plan(Fixtures.planJson(ROWS, SEATS_PER_ROW, PLACES))));
    take(0, Fixtures.eventWithOffers(15, Optional.of("Asia/Kathmandu")));
    take(0, new CreateDiscount(Fixtures.EVENT, "TEN", Fixtures.percent(10)));
    take(0, MintTicketKey.of(Fixtures.EVENT, true));
    while (steps.size() < count) {
      take(random.nextInt(3) == 0 ? random.nextInt(4_000) : 0, next());
    }
    return steps;
  }

  private void take(long millis, BookingCommand command) {
    steps.add(new Step(millis, CommandCodec.encode(command)));
    machine.nowMillis += millis;
    switch (machine.tell(command)) {
      case Outcome.Held held -> holds.add(held.holdId());
      case Outcome.Reserved reserved -> reservations.add(reserved.reservationId());
      case Outcome.Joined joined -> parties.add(joined.partyId());
      default -> {}
    }
  }

  private BookingCommand next() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> Fixtures.join(1 + random.nextInt(4), categories());
      case 2 -> new LeaveWaitingList(any(parties, PartyId.random()));
      case 3 -> Fixtures.reserveHeld(any(parties, PartyId.random()).offer());
      case 4 -> new BindPayment(any(holds, HoldId.random()), "ödeme-İI-ß", 1 + random.nextInt(60));
      case 5 -> new NotePayment(anyReservation(), Payment.pending("Straße"));
      case 6 -> new RenewHold(any(holds, HoldId.random()));
      case 7 -> checkIn();
      case 8 ->
          new ChangeCustomer(
              anyReservation(),
              Optional.of("İIıi"),
              Optional.of("IDA" + random.nextInt(3) + "@X.org"));
      case 9 ->
          random.nextInt(4) == 0
              ? new RevokeTicketKey(Fixtures.EVENT, 1 + random.nextInt(3))
              : MintTicketKey.of(Fixtures.EVENT, random.nextBoolean());
      case 10 ->
          random.nextBoolean()
              ? new BlockSeats(Fixtures.EVENT, Fixtures.seats(seat()), "why")
              : new UnblockSeats(Fixtures.EVENT, Fixtures.seats(seat()));
      case 11 -> Fixtures.holdBest(1 + random.nextInt(4), random.nextBoolean() ? "A" : "", false);
      default -> terms.next(machine.nowMillis, holds, reservations);
    };
  }

  private CheckIn checkIn() {
    int item = random.nextInt(ROWS * SEATS_PER_ROW + PLACES);
    long number = 1L + random.nextInt(1 + reservations.size());
    long scanned = random.nextBoolean() ? 0 : machine.nowMillis - random.nextInt(9_000);
    return new CheckIn(
        Fixtures.EVENT,
        1 + random.nextInt(3),
        new TicketId(number, item),
        "Tür",
        scanned,
        random.nextInt(4) == 0);
  }

  private String seat() {
    return random.nextInt(ROWS) + "-" + random.nextInt(SEATS_PER_ROW);
  }

  private String[] categories() {
    return List.of(new String[] {}, new String[] {"A"}, new String[] {"B", "A"})
        .get(random.nextInt(3));
  }

  private ReservationId anyReservation() {
    return any(reservations, ReservationId.random());
  }

  private <T> T any(Collection<T> known, T unknown) {
    var all = List.copyOf(known);
    return all.isEmpty() || random.nextInt(20) == 0 ? unknown : all.get(random.nextInt(all.size()));
  }
}
