package dev.parterre.reservation.boxoffice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Wanted.Best;
import dev.parterre.reservation.catalog.SeatId;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
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

  private int level;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<HoldId, ModelHold> openHolds = new HashMap<>();
  private final Set<HoldId> knownHolds = new LinkedHashSet<>();
  private final Set<ReservationId> knownReservations = new LinkedHashSet<>();
  private final Set<ReservationId> cancelled = new HashSet<>();
  private final Set<HoldId> usedHolds = new LinkedHashSet<>();
  private final Map<String, Customer> buyers = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void it_does_what_the_plainest_box_office_does(long seed) throws IOException {
    var random = new Random(seed);
    var machine = selling(seed);
    var twin = selling(seed);
    var straggler = new Straggler(new Random(-seed), machine);
    var commands =
        new RandomCommands(random, level, ROWS, SEATS_PER_ROW, knownHolds, knownReservations);
    for (int step = 0; step < STEPS; step++) {
      long millis = random.nextInt(4) == 0 ? random.nextInt(5_000) : 0;
      machine.pass(millis);
      twin.pass(millis);
      expire(machine.nowMillis);
      var command = commands.next();
      var expected = expect(command, machine.nowMillis);
      var outcome = machine.tell(command);
      assertThat(outcome.getClass().getSimpleName()).as("step %d", step).isEqualTo(expected);
      if (command instanceof HoldBest hold && outcome instanceof Held held) {
        learn(hold, held, machine);
      }
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

  private String expect(BookingCommand command, long nowMillis) {
    return switch (command) {
      case HoldSeats hold -> {
        var refused = holdsEnough(hold.client()) ? "LimitExceeded" : refused(hold.wanted());
        if (refused == null) {
          hold(hold, hold.wanted(), nowMillis);
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
        cancelled.add(reservation);
        yield knownReservations.contains(reservation) ? "Cancelled" : "NotFound";
      }
      case BlockSeats(_, var seats, _) ->
          organise(seats, guid -> owners.put(guid, BLOCKED), "Blocked");
      case UnblockSeats(_, var seats) -> organise(seats, owners::remove, "Unblocked");
      case HoldBest hold -> {
        boolean tooMany = holdsEnough(hold.client()) || hold.wanted().quantity() > MAX_SEATS;
        yield tooMany ? "LimitExceeded" : canChoose(hold.wanted()) ? "Held" : "SeatsTaken";
      }
      case ExchangeSeats exchange -> exchanged(exchange);
      case ChangeCustomer change -> changed(change);
      default -> throw new AssertionError(command);
    };
  }

  /// The model does not say which seats are the best, only whether there are any.
  private boolean canChoose(Best wanted) {
    int free = 0;
    for (int row = 0; row < ROWS; row++) {
      int run = 0;
      for (int seat = 0; seat < SEATS_PER_ROW; seat++) {
        var category = row == ROWS - 1 ? "B" : "A";
        boolean good = wanted.category().orElse(category).equals(category);
        boolean isFree = good && !owners.containsKey(row + "-" + seat);
        run = isFree ? run + 1 : 0;
        free += isFree ? 1 : 0;
        if (run == wanted.quantity()) {
          return true;
        }
      }
    }
    return !wanted.adjacent() && free >= wanted.quantity();
  }

  private void learn(HoldBest hold, Held held, Machine machine) {
    var offer = machine.seatMap().offer();
    var seats = Arrays.stream(held.allocation().seats()).mapToObj(offer::seatId).toList();
    assertThat(seats).hasSize(hold.wanted().quantity());
    hold(hold, Wanted.ofSeats(seats), machine.nowMillis);
  }

  private void hold(BookingCommand.Holding hold, Wanted wanted, long nowMillis) {
    int seconds = hold.holdSeconds().getAsInt();
    openHolds.put(hold.holdId(), ModelHold.since(nowMillis, hold.client(), seconds, 0));
    knownHolds.add(hold.holdId());
    give(wanted, "held " + hold.holdId());
  }

  private String exchanged(ExchangeSeats exchange) {
    var owner = "reserved " + exchange.reservationId();
    if (!knownReservations.contains(exchange.reservationId())) {
      return "NotFound";
    }
    if (cancelled.contains(exchange.reservationId())) {
      return "AlreadyCancelled";
    }
    var before = owners.keySet().stream().filter(it -> owner.equals(owners.get(it))).toList();
    owners.values().removeIf(owner::equals);
    var wanted = exchange.wanted();
    var refused = refused(wanted);
    if (refused == null) {
      var buyer = requireNonNull(buyers.get(owner));
      refused = exceeds(buyer, wanted.count()) ? "LimitExceeded" : null;
    }
    if (refused == null) {
      give(wanted, owner);
      return "ReservationChanged";
    }
    before.forEach(it -> owners.put(it, owner));
    return refused;
  }

  private String changed(ChangeCustomer change) {
    var owner = "reserved " + change.reservationId();
    if (!knownReservations.contains(change.reservationId())) {
      return "NotFound";
    }
    if (cancelled.contains(change.reservationId())) {
      return "AlreadyCancelled";
    }
    var before = requireNonNull(buyers.remove(owner));
    var after = new Customer(before.name(), change.email().orElse(before.email()));
    boolean tooMany = exceeds(after, countOf(owner));
    buyers.put(owner, tooMany ? before : after);
    return tooMany ? "LimitExceeded" : "ReservationChanged";
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
      return "InvalidTickets";
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
}
