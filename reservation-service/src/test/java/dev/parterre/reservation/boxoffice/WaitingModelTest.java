package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares who is offered something, and who still waits, with a model under random commands. The
/// model only counts what is free, and takes from the box office which seats an offer is for.
@Tag("slow")
class WaitingModelTest {

  private static final int STEPS = 4_000;
  private static final int ROWS = 2;
  private static final int SEATS_PER_ROW = 6;
  private static final int PLACES = 4;

  private final Random random;
  private final Machine machine = new Machine();
  private final Map<PartyId, JoinWaitingList> waiting = new LinkedHashMap<>();
  private final Set<PartyId> offered = new HashSet<>();
  private final Set<PartyId> served = new HashSet<>();
  private final Set<PartyId> over = new HashSet<>();
  private final List<HoldId> holds = new ArrayList<>();
  private final List<ReservationId> reservations = new ArrayList<>();

  WaitingModelTest() {
    random = new Random();
  }

  private BookingCommand next() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> Fixtures.hold(wanted());
      case 2, 3 -> Fixtures.reserve(wanted());
      case 4 -> Fixtures.reserveHeld(any(allHolds(), HoldId.random()));
      case 5 -> new ReleaseHold(any(allHolds(), HoldId.random()));
      case 6 -> new CancelReservation(any(reservations, ReservationId.random()));
      case 7 -> new LeaveWaitingList(any(parties(), PartyId.random()));
      default -> Fixtures.join(1 + random.nextInt(4), categories());
    };
  }

  private List<HoldId> allHolds() {
    var all = new ArrayList<>(holds);
    offered.forEach(party -> all.add(party.offer()));
    return all;
  }

  private List<PartyId> parties() {
    var all = new ArrayList<>(waiting.keySet());
    all.addAll(offered);
    all.addAll(over);
    return all;
  }

  private String[] categories() {
    return List.of(new String[] {}, new String[] {"A"}, new String[] {"B"}, new String[] {"B", "A"})
        .get(random.nextInt(4));
  }

  private Wanted wanted() {
    if (random.nextInt(3) == 0) {
      return Fixtures.wantedPlaces(1 + random.nextInt(3));
    }
    return Fixtures.wanted(
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(_ -> random.nextInt(ROWS) + "-" + random.nextInt(SEATS_PER_ROW))
            .distinct()
            .toArray(String[]::new));
  }

  private <T> T any(List<T> known, T unknown) {
    return known.isEmpty() || random.nextInt(30) == 0
        ? unknown
        : known.get(random.nextInt(known.size()));
  }

  /// What is free, by the seat map before offers are made.
  private final class Free {
    int seatsOfA;
    int seatsOfB;
    int places;

    boolean fits(JoinWaitingList party) {
      var categories = party.categories();
      int quantity = party.quantity();
      if (categories.isEmpty()) {
        return quantity <= seatsOfA + seatsOfB || quantity <= places;
      }
      return (categories.contains("A") && (quantity <= seatsOfA || quantity <= places))
          || (categories.contains("B") && quantity <= seatsOfB);
    }

    void add(Allocation allocation, int sign) {
      for (int seat : allocation.seats()) {
        if (seat < SEATS_PER_ROW) {
          seatsOfA += sign;
        } else {
          seatsOfB += sign;
        }
      }
      places += sign * allocation.placesIn(0);
    }
  }

  private Free free() {
    var free = new Free();
    var map = machine.seatMap();
    for (int seat = 0; seat < ROWS * SEATS_PER_ROW; seat++) {
      if (!map.isTaken(seat)) {
        free.add(Allocation.ofSeats(seat), 1);
      }
    }
    free.places = map.free(0);
    return free;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void the_first_that_fits_is_offered_what_is_free_and_nobody_else(long seed) throws IOException {
    random.setSeed(seed);
    machine.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(ROWS, SEATS_PER_ROW, PLACES))));
    machine.tell(Fixtures.eventWithOffers(20, Optional.empty()));
    var straggler = new Straggler(new Random(-seed), machine);
    var kinds = new HashSet<String>();
    int offers = 0;
    for (int step = 0; step < STEPS; step++) {
      long millis = random.nextInt(3) == 0 ? random.nextInt(3_000) : 0;
      int before = offered.size() + served.size();
      machine.pass(millis);
      settle(null);
      var command = next();
      var outcome = machine.tell(command);
      note(command, outcome);
      settle(command instanceof JoinWaitingList join ? join : null);
      offers += Math.max(0, offered.size() + served.size() - before);
      kinds.add(outcome.getClass().getSimpleName());
      assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
      straggler.follow(millis, command, outcome);
    }
    assertThat(kinds).contains("Joined", "Left", "PartyOver", "Reserved", "Released", "SeatsTaken");
    assertThat(offers).isGreaterThan(STEPS / 50);
    assertThat(served).hasSizeGreaterThan(STEPS / 200);
    assertThat(straggler.restores()).isGreaterThan(STEPS / 100);
  }

  private void note(BookingCommand command, Outcome outcome) {
    switch (command) {
      case BookingCommand.HoldSeats hold when outcome instanceof Outcome.Held ->
          holds.add(hold.holdId());
      case BookingCommand.ReserveSeats reserve when outcome instanceof Outcome.Reserved ->
          reservations.add(reserve.reservationId());
      case BookingCommand.ReserveHeld(var hold, _, var reservation)
          when outcome instanceof Outcome.Reserved -> {
        reservations.add(reservation);
        offered.stream().filter(it -> it.offer().equals(hold)).toList().forEach(served::add);
      }
      case CancelReservation(var reservation) -> reservations.remove(reservation);
      case LeaveWaitingList(var party) -> {
        var expected =
            waiting.containsKey(party) || offered.contains(party)
                ? new Outcome.Left()
                : served.contains(party) || over.contains(party)
                    ? new Outcome.PartyOver(served.contains(party))
                    : new Outcome.NotFound(Outcome.Missing.PARTY);
        assertThat(outcome).isEqualTo(expected);
        if (waiting.remove(party) != null) {
          over.add(party);
        }
      }
      case JoinWaitingList join when outcome instanceof Outcome.Joined joined -> {
        waiting.put(join.partyId(), join);
        assertThat(joined.position()).isEqualTo(waiting.size());
      }
      default -> {}
    }
  }

  /// Checks that exactly those were offered something that fit into what was free, in their order:
  /// what new offers have is added to what is free now, and is given out again.
  private void settle(@Nullable JoinWaitingList joined) {
    holds.removeIf(hold -> machine.ledger().hold(hold) == null);
    for (var party : List.copyOf(offered)) {
      if (machine.ledger().hold(party.offer()) == null) {
        offered.remove(party);
        over.add(party);
      }
    }
    var free = free();
    var fresh =
        waiting.keySet().stream()
            .filter(party -> machine.ledger().hold(party.offer()) != null)
            .toList();
    fresh.forEach(party -> free.add(allocation(party), 1));
    for (var party : List.copyOf(waiting.values())) {
      boolean fits = free.fits(party) && (joined == null || joined.equals(party));
      boolean isOffered = fresh.contains(party.partyId());
      assertThat(isOffered).as("%s, with %d free", party, free.places).isEqualTo(fits);
      if (isOffered) {
        free.add(allocation(party.partyId()), -1);
        waiting.remove(party.partyId());
        offered.add(party.partyId());
      }
    }
    var lists = machine.ledger().waitingLists();
    int position = 0;
    for (var party : waiting.keySet()) {
      position++;
      assertThat(lists.position(Objects.requireNonNull(lists.party(party)))).hasValue(position);
    }
  }

  private Allocation allocation(PartyId party) {
    return Objects.requireNonNull(machine.ledger().hold(party.offer())).allocation();
  }
}
