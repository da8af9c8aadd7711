package dev.parterre.reservation.boxoffice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.BookingCommand.RenewHold;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.catalog.SeatId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the box office with a model under random commands. The model is as simple as possible:
/// the owner of a seat, or of a number of places, is a text.
@Tag("slow")
class BoxOfficeModelTest {

  private static final int STEPS = 4_000;
  private static final int ROWS = 3;
  private static final int SEATS_PER_ROW = 8;
  private static final int MAX_SEATS = 4;
  private static final int PLACES = 7;
  private static final int MAX_HOLDS = 2;
  private static final String BLOCKED = "blocked";
  private static final List<Customer> CUSTOMERS =
      Stream.of("ann@x.org", "Ann@X.org", "bob@x.org", "cyd@x.org", "dee@x.org", "eve@x.org")
          .map(email -> new Customer("Ann", email))
          .toList();
  private static final List<Client> CLIENTS =
      List.of(Client.UNKNOWN, Client.of(new byte[] {1}), Client.of(new byte[] {2}));

  private record Open(Client client, int seconds, int renewals, long endMillis) {
    static Open since(long millis, Client client, int seconds, int renewals) {
      return new Open(
          client, seconds, renewals, millis + seconds * 1_000L + (seconds + 1) / 2 + 100);
    }

    Open renewed(long millis) {
      return since(millis, client, seconds, renewals + 1);
    }
  }

  private int level;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<HoldId, Open> openHolds = new HashMap<>();
  private final Set<HoldId> knownHolds = new LinkedHashSet<>();
  private final Set<ReservationId> knownReservations = new LinkedHashSet<>();
  private final Set<HoldId> usedHolds = new LinkedHashSet<>();
  private final Map<String, Customer> buyers = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void it_does_what_the_plainest_box_office_does(long seed) throws IOException {
    var random = new Random(seed);
    var machine = selling(seed);
    var twin = selling(seed);
    var straggler = new Straggler(new Random(-seed), machine);
    for (int step = 0; step < STEPS; step++) {
      long millis = random.nextInt(4) == 0 ? random.nextInt(5_000) : 0;
      machine.pass(millis);
      twin.pass(millis);
      expire(machine.nowMillis);
      var command = randomCommand(random);
      var expected = expect(command, machine.nowMillis);
      var outcome = machine.tell(command);
      assertThat(outcome.getClass().getSimpleName()).as("step %d", step).isEqualTo(expected);
      twin.tell(command);
      compare(machine);
      assertThat(twin.office.digest()).isEqualTo(machine.office.digest());
      straggler.follow(millis, command, outcome);
    }
    assertThat(straggler.restores()).isGreaterThan(STEPS / 100);
  }

  /// Even seeds start at the first format level.
  private Machine selling(long seed) {
    level = seed % 2 == 0 ? FormatLevel.FIRST : FormatLevel.NEWEST;
    var machine = new Machine(new BoxOffice(), level);
    var plan =
        level == FormatLevel.FIRST
            ? Fixtures.planJson(ROWS, SEATS_PER_ROW)
            : Fixtures.planJson(ROWS, SEATS_PER_ROW, PLACES);
    machine.tell(Fixtures.venue(Fixtures.plan(plan)));
    machine.tell(
        level == FormatLevel.FIRST
            ? Fixtures.event(MAX_SEATS, true, "A", "B")
            : Fixtures.limitedEvent(MAX_SEATS, MAX_HOLDS));
    return machine;
  }

  private void compare(Machine machine) {
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
    int taken = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int seat = 0; seat < SEATS_PER_ROW; seat++) {
        var guid = row + "-" + seat;
        var owner = owners.getOrDefault(guid, "free");
        assertThat(machine.status(guid).word()).isEqualTo(owner.split(" ")[0]);
        taken += owner.equals("free") ? 0 : 1;
      }
    }
    assertThat(machine.seatMap().free()).isEqualTo(ROWS * SEATS_PER_ROW - taken);
    if (level > FormatLevel.FIRST) {
      assertThat(machine.seatMap().free(0)).isEqualTo(freePlaces());
    }
  }

  private int freePlaces() {
    return PLACES - places.values().stream().mapToInt(it -> it).sum();
  }

  private BookingCommand randomCommand(Random random) {
    return switch (random.nextInt(level == FormatLevel.FIRST ? 6 : 9)) {
      case 0, 1 ->
          new HoldSeats(
              Fixtures.EVENT,
              randomWanted(random),
              OptionalInt.of(5 + random.nextInt(20)),
              new HoldId(randomId(random)),
              CLIENTS.get(level == FormatLevel.FIRST ? 0 : random.nextInt(CLIENTS.size())));
      case 2 ->
          new ReserveHeld(
              any(knownHolds, random, new HoldId(randomId(random))),
              CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
              new ReservationId(randomId(random)));
      case 3 ->
          new ReserveSeats(
              Fixtures.EVENT,
              randomWanted(random),
              CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
              new ReservationId(randomId(random)));
      case 6 -> new BlockSeats(Fixtures.EVENT, randomSeats(random), "why");
      case 7 -> new UnblockSeats(Fixtures.EVENT, randomSeats(random));
      case 8 -> new RenewHold(any(knownHolds, random, new HoldId(randomId(random))));
      case 4 -> new ReleaseHold(any(knownHolds, random, new HoldId(randomId(random))));
      default ->
          new CancelReservation(
              any(knownReservations, random, new ReservationId(randomId(random))));
    };
  }

  private String expect(BookingCommand command, long nowMillis) {
    return switch (command) {
      case HoldSeats hold -> {
        var refused = holdsEnough(hold.client()) ? "LimitExceeded" : refused(hold.wanted());
        if (refused == null) {
          int seconds = hold.holdSeconds().getAsInt();
          openHolds.put(hold.holdId(), Open.since(nowMillis, hold.client(), seconds, 0));
          knownHolds.add(hold.holdId());
          give(hold.wanted(), "held " + hold.holdId());
        }
        yield refused == null ? "Held" : refused;
      }
      case ReserveSeats reserve -> {
        var refused = refused(reserve.wanted());
        if (refused == null && exceeds(reserve.customer(), reserve.wanted().count())) {
          refused = "LimitExceeded";
        }
        if (refused == null) {
          knownReservations.add(reserve.reservationId());
          give(reserve.wanted(), "reserved " + reserve.reservationId());
          buyers.put("reserved " + reserve.reservationId(), reserve.customer());
        }
        yield refused == null ? "Reserved" : refused;
      }
      case ReserveHeld reserve -> {
        var held = "held " + reserve.holdId();
        if (!openHolds.containsKey(reserve.holdId())) {
          yield ended(reserve.holdId());
        }
        if (exceeds(reserve.customer(), countOf(held))) {
          yield "LimitExceeded";
        }
        openHolds.remove(reserve.holdId());
        if (level > FormatLevel.FIRST) {
          usedHolds.add(reserve.holdId());
        }
        knownReservations.add(reserve.reservationId());
        pass(held, "reserved " + reserve.reservationId());
        buyers.put("reserved " + reserve.reservationId(), reserve.customer());
        yield "Reserved";
      }
      case RenewHold(var hold) -> {
        var open = openHolds.get(hold);
        if (open == null || open.renewals() == 3) {
          yield open == null ? ended(hold) : "LimitExceeded";
        }
        openHolds.put(hold, open.renewed(nowMillis));
        yield "Held";
      }
      case ReleaseHold(var hold) -> {
        boolean open = openHolds.remove(hold) != null;
        pass("held " + hold, "free");
        yield open ? "Released" : ended(hold);
      }
      case CancelReservation(var reservation) -> {
        pass("reserved " + reservation, "free");
        yield knownReservations.contains(reservation) ? "Cancelled" : "NotFound";
      }
      case BlockSeats(_, var seats, _) ->
          organise(seats, guid -> owners.put(guid, BLOCKED), "Blocked");
      case UnblockSeats(_, var seats) -> organise(seats, owners::remove, "Unblocked");
      case BookingCommand.HoldBest _ -> throw new AssertionError();
      case BookingCommand.CreateVenue _ -> throw new AssertionError();
      case BookingCommand.CreateEvent _ -> throw new AssertionError();
    };
  }

  private void expire(long nowMillis) {
    for (var hold : List.copyOf(openHolds.keySet())) {
      if (requireNonNull(openHolds.get(hold)).endMillis() <= nowMillis) {
        openHolds.remove(hold);
        pass("held " + hold, "free");
      }
    }
  }

  private String ended(HoldId hold) {
    if (usedHolds.contains(hold)) {
      return "HoldUsed";
    }
    return knownHolds.contains(hold) ? "HoldExpired" : "NotFound";
  }

  private int countOf(String owner) {
    var seats = (int) owners.values().stream().filter(owner::equals).count();
    return seats + places.getOrDefault(owner, 0);
  }

  private boolean exceeds(Customer customer, long more) {
    if (level == FormatLevel.FIRST) {
      return false;
    }
    var had =
        buyers.entrySet().stream()
            .filter(it -> it.getValue().email().equalsIgnoreCase(customer.email()))
            .mapToInt(it -> countOf(it.getKey()))
            .sum();
    return had + more > MAX_SEATS;
  }

  private boolean holdsEnough(Client client) {
    var open = openHolds.values().stream().filter(it -> it.client().equals(client)).count();
    return level > FormatLevel.FIRST && open >= MAX_HOLDS;
  }

  private static boolean areNonsense(List<SeatId> seats) {
    return Set.copyOf(seats).size() < seats.size() || seats.contains(new SeatId("nowhere"));
  }

  private String organise(List<SeatId> seats, Consumer<String> deed, String done) {
    if (areNonsense(seats)) {
      return "InvalidSeats";
    }
    if (seats.stream().anyMatch(it -> !owners.getOrDefault(it.guid(), BLOCKED).equals(BLOCKED))) {
      return "SeatsTaken";
    }
    seats.forEach(seat -> deed.accept(seat.guid()));
    return done;
  }

  private @Nullable String refused(Wanted wanted) {
    if (wanted.count() > MAX_SEATS) {
      return "LimitExceeded";
    }
    if (areNonsense(wanted.seats())) {
      return "InvalidSeats";
    }
    if (wanted.places().stream().anyMatch(some -> !some.area().equals("pit"))
        || wanted.places().size() > 1) {
      return "Invalid";
    }
    var taken = wanted.seats().stream().anyMatch(seat -> owners.containsKey(seat.guid()));
    return taken || places(wanted) > freePlaces() ? "SeatsTaken" : null;
  }

  private static int places(Wanted wanted) {
    return wanted.places().stream().mapToInt(Wanted.Places::quantity).sum();
  }

  private void give(Wanted wanted, String owner) {
    wanted.seats().forEach(seat -> assertThat(owners.put(seat.guid(), owner)).isNull());
    if (places(wanted) > 0) {
      places.put(owner, places(wanted));
    }
  }

  private void pass(String from, String to) {
    var passed = places.remove(from);
    if (passed != null && !to.equals("free")) {
      places.put(to, passed);
    }
    for (var guid : List.copyOf(owners.keySet())) {
      if (requireNonNull(owners.get(guid)).equals(from)) {
        if (to.equals("free")) {
          owners.remove(guid);
        } else {
          owners.put(guid, to);
        }
      }
    }
  }

  private Wanted randomWanted(Random random) {
    if (level == FormatLevel.FIRST || random.nextInt(3) == 0) {
      return Wanted.ofSeats(randomSeats(random));
    }
    var area = random.nextInt(50) == 0 ? "nowhere" : "pit";
    var some = new Wanted.Places(area, 1 + random.nextInt(4));
    var seats = random.nextBoolean() ? randomSeats(random) : List.<SeatId>of();
    return new Wanted(seats, random.nextInt(50) == 0 ? List.of(some, some) : List.of(some));
  }

  private static List<SeatId> randomSeats(Random random) {
    return IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(
            _ ->
                random.nextInt(50) == 0
                    ? "nowhere"
                    : random.nextInt(ROWS) + "-" + random.nextInt(SEATS_PER_ROW))
        .map(SeatId::new)
        .toList();
  }

  private static SecretId randomId(Random random) {
    return new SecretId(random.nextLong(), random.nextLong());
  }

  private static <T> T any(Set<T> known, Random random, T unknown) {
    var all = new ArrayList<>(known);
    return all.isEmpty() || random.nextInt(10) == 0 ? unknown : all.get(random.nextInt(all.size()));
  }
}
