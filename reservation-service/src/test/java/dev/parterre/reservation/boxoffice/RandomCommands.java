package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeCustomer;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Wanted.Best;
import dev.parterre.reservation.catalog.SeatId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random commands for a hall of [Fixtures#planJson], some of them nonsense.
final class RandomCommands {

  /// A rare piece of nonsense is one in so many.
  private static final int RARE = 50;

  private static final List<Customer> CUSTOMERS =
      Stream.of("ann@x.org", "Ann@X.org", "bob@x.org", "cyd@x.org", "dee@x.org", "eve@x.org")
          .map(email -> new Customer("Ann", email))
          .toList();
  private static final List<Client> CLIENTS =
      List.of(Client.UNKNOWN, Client.of(new byte[] {1}), Client.of(new byte[] {2}));

  private final Random random;
  private final boolean isFirst;
  private final int rows;
  private final int seatsPerRow;
  private final Set<HoldId> holds;
  private final Set<ReservationId> reservations;

  /// @param level with the first, only commands that it knows
  /// @param holds those that were ever made
  /// @param reservations those that were ever made
  RandomCommands(
      Random random,
      int level,
      int rows,
      int seatsPerRow,
      Set<HoldId> holds,
      Set<ReservationId> reservations) {
    this.random = random;
    this.isFirst = level == FormatLevel.FIRST;
    this.rows = rows;
    this.seatsPerRow = seatsPerRow;
    this.holds = holds;
    this.reservations = reservations;
  }

  BookingCommand next() {
    return switch (random.nextInt(isFirst ? 6 : 12)) {
      case 0, 1 -> new HoldSeats(Fixtures.EVENT, wanted(), seconds(), new HoldId(id()), client());
      case 2 -> new ReserveHeld(hold(), customer(), new ReservationId(id()));
      case 3 -> new ReserveSeats(Fixtures.EVENT, wanted(), customer(), new ReservationId(id()));
      case 4 -> new ReleaseHold(hold());
      case 5 -> new CancelReservation(reservation());
      case 6 -> new BlockSeats(Fixtures.EVENT, seats(), "why");
      case 7 -> new UnblockSeats(Fixtures.EVENT, seats());
      case 8 -> new RenewHold(hold());
      case 9 ->
          new HoldBest(
              Fixtures.EVENT, best(), Wanted.NO_CODE, seconds(), new HoldId(id()), client());
      case 10 ->
          new ChangeCustomer(reservation(), Optional.of("Zoë"), Optional.of(customer().email()));
      default -> new ExchangeSeats(reservation(), seats());
    };
  }

  private OptionalInt seconds() {
    return OptionalInt.of(5 + random.nextInt(20));
  }

  private Client client() {
    return CLIENTS.get(isFirst ? 0 : random.nextInt(CLIENTS.size()));
  }

  private Customer customer() {
    return CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
  }

  private HoldId hold() {
    return any(holds, new HoldId(id()));
  }

  private ReservationId reservation() {
    return any(reservations, new ReservationId(id()));
  }

  private Best best() {
    var category = Stream.of("A", "B", "").skip(random.nextInt(3)).findFirst();
    return new Best(
        1 + random.nextInt(5), category.filter(it -> !it.isEmpty()), random.nextBoolean(), 0);
  }

  private Wanted wanted() {
    if (isFirst || random.nextInt(3) == 0) {
      return Wanted.ofSeats(seats());
    }
    var area = random.nextInt(RARE) == 0 ? "nowhere" : "pit";
    var some = new Wanted.Places(area, 1 + random.nextInt(4));
    var seats = random.nextBoolean() ? seats() : List.<SeatId>of();
    return new Wanted(seats, random.nextInt(RARE) == 0 ? List.of(some, some) : List.of(some));
  }

  private List<SeatId> seats() {
    return IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(
            _ ->
                random.nextInt(RARE) == 0
                    ? "nowhere"
                    : random.nextInt(rows) + "-" + random.nextInt(seatsPerRow))
        .map(SeatId::new)
        .toList();
  }

  private SecretId id() {
    return new SecretId(random.nextLong(), random.nextLong());
  }

  private <T> T any(Set<T> known, T unknown) {
    var all = new ArrayList<>(known);
    return all.isEmpty() || random.nextInt(10) == 0 ? unknown : all.get(random.nextInt(all.size()));
  }
}
