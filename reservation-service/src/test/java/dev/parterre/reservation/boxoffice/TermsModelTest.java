package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.ExchangeSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.ReservationChanged;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares what everything costs with a model under random commands, while prices, ticket types
/// and times of sale change. The model is as simple as possible: it writes down the price of each
/// ticket, in cents, when it is sold.
@Tag("slow")
class TermsModelTest {

  private static final int STEPS = 3_000;
  private static final int ROWS = 3;
  private static final int SEATS_PER_ROW = 6;
  private static final int PLACES = 5;
  private static final int USES = 2;
  private static final String PIT = RandomTerms.PIT;

  /// A seat, or a place in the pit.
  private record Ticket(String what, String type, long cents) {}

  private record Sale(List<Ticket> tickets, String code, long endMillis) {}

  private final Map<HoldId, Sale> holds = new LinkedHashMap<>();
  private final Map<ReservationId, Sale> reservations = new LinkedHashMap<>();
  private final Map<String, LinkedHashMap<String, Long>> prices = new HashMap<>();
  private Optional<Long> saleUntil = Optional.empty();
  private boolean cancelled;
  private long nowMillis;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everything_costs_what_it_cost_when_it_was_sold(long seed) throws IOException {
    var random = new Random(seed);
    var machine = selling();
    var commands = new RandomTerms(random, ROWS, SEATS_PER_ROW);
    var straggler = new Straggler(new Random(-seed), machine);
    var kinds = new HashMap<String, Integer>();
    for (int step = 0; step < STEPS; step++) {
      long millis = random.nextInt(3) == 0 ? random.nextInt(4_000) : 0;
      machine.pass(millis);
      nowMillis = machine.nowMillis;
      holds.values().removeIf(hold -> hold.endMillis() <= nowMillis);
      var command =
          step == STEPS - 50
              ? new CancelEvent(Fixtures.EVENT)
              : commands.next(nowMillis, holds.keySet(), reservations.keySet());
      var expected = expect(command);
      var outcome = machine.tell(command);
      var kind = outcome.getClass().getSimpleName();
      assertThat(kind).as("step %d: %s", step, command).isEqualTo(expected);
      kinds.merge(kind, 1, Integer::sum);
      if (command instanceof ExchangeSeats(var reservation, _)
          && outcome instanceof ReservationChanged it) {
        assertThatItCosts(machine, it.reserved().allocation(), reservations.get(reservation));
      }
      compare(machine);
      straggler.follow(millis, command, outcome);
    }
    assertThat(kinds.keySet())
        .contains(
            "Held",
            "Reserved",
            "ReservationChanged",
            "Invalid",
            "InvalidTickets",
            "NotOnSale",
            "SeatsTaken");
    assertThat(straggler.restores()).isGreaterThan(STEPS / 100);
  }

  private Machine selling() {
    var machine = new Machine();
    machine.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(ROWS, SEATS_PER_ROW, PLACES))));
    machine.tell(Fixtures.event(Fixtures.typedPrices()));
    machine.tell(new CreateDiscount(Fixtures.EVENT, "TEN", Fixtures.percent(10)));
    var few =
        new Discount.Terms(
            new Discount.Reduction.Amount(Fixtures.euros("30.00")),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(USES));
    machine.tell(new CreateDiscount(Fixtures.EVENT, "FEW", few));
    prices.put("A", new LinkedHashMap<>(Map.of("full", 4_500L)));
    Objects.requireNonNull(prices.get("A")).put("child", 2_000L);
    prices.put("B", new LinkedHashMap<>(Map.of("", 3_000L)));
    return machine;
  }

  private String expect(BookingCommand command) {
    return switch (command) {
      case BookingCommand.HoldSeats hold -> {
        long millis = hold.holdSeconds().getAsInt() * 1_000L;
        long end = nowMillis + millis + Math.ceilDiv(millis, 2_000L) + 100;
        var answer = sell(hold.wanted(), end);
        yield answer.refusal() == null
            ? done(holds, hold.holdId(), answer.sale(), "Held")
            : answer.refusal();
      }
      case BookingCommand.ReserveSeats reserve -> {
        var answer = sell(reserve.wanted(), 0);
        yield answer.refusal() == null
            ? done(reservations, reserve.reservationId(), answer.sale(), "Reserved")
            : answer.refusal();
      }
      case BookingCommand.ReserveHeld reserve -> {
        var hold = holds.remove(reserve.holdId());
        yield hold == null
            ? "NotFound"
            : done(reservations, reserve.reservationId(), hold, "Reserved");
      }
      case ReleaseHold(var hold) -> holds.remove(hold) == null ? "NotFound" : "Released";
      case CancelReservation(var reservation) ->
          reservations.remove(reservation) == null ? "NotFound" : "Cancelled";
      case ExchangeSeats(var reservation, var wanted) -> exchange(reservation, wanted);
      case BookingCommand.ChangeEvent(_, var change) -> change(change);
      case CancelEvent _ -> {
        holds.clear();
        reservations.clear();
        cancelled = true;
        yield "EventChanged";
      }
      default -> throw new AssertionError(command);
    };
  }

  private static <T> String done(Map<T, Sale> sales, T id, Sale sale, String outcome) {
    sales.put(id, sale);
    return outcome;
  }

  private record Answer(@Nullable String refusal, Sale sale) {
    static Answer refused(String refusal) {
      return new Answer(refusal, new Sale(List.of(), "", 0));
    }
  }

  private Answer sell(Wanted wanted, long endMillis) {
    if (cancelled || saleUntil.filter(until -> nowMillis >= until).isPresent()) {
      return Answer.refused("NotOnSale");
    }
    var code = wanted.discountCode();
    if (code.equals("NONE") || (code.equals("FEW") && uses() >= USES)) {
      return Answer.refused("Invalid");
    }
    return sell(wanted, new Sale(List.of(), code, endMillis));
  }

  private Answer sell(Wanted wanted, Sale before) {
    long places = wanted.places().stream().mapToLong(Wanted.Places::quantity).sum();
    boolean taken =
        wanted.seats().stream()
            .map(Object::toString)
            .filter(seat -> before.tickets().stream().noneMatch(it -> it.what().equals(seat)))
            .anyMatch(seat -> isSold(seat) || !prices.containsKey(category(seat)));
    if (taken || places > PLACES - count(PIT)) {
      return Answer.refused("SeatsTaken");
    }
    var tickets = new ArrayList<Ticket>();
    for (int i = 0; i < wanted.seats().size(); i++) {
      tickets.add(ticket(wanted.seats().get(i).guid(), wanted.type(i), before));
    }
    for (var some : wanted.places()) {
      for (int i = 0; i < some.quantity(); i++) {
        tickets.add(ticket(PIT, some.type(), before));
      }
    }
    before.tickets().stream().filter(it -> it.what().equals(PIT)).forEach(tickets::add);
    return tickets.contains(NO_TICKET)
        ? Answer.refused("InvalidTickets")
        : new Answer(null, new Sale(tickets, before.code(), before.endMillis()));
  }

  private static final Ticket NO_TICKET = new Ticket("", "", -1);

  private Ticket ticket(String what, String type, Sale before) {
    if (!what.equals(PIT)) {
      for (var had : before.tickets()) {
        if (had.what().equals(what) && (type.isEmpty() || type.equals(had.type()))) {
          return had;
        }
      }
    }
    var tariff = prices.getOrDefault(category(what), new LinkedHashMap<>());
    var named = type.isEmpty() && !tariff.isEmpty() ? tariff.firstEntry().getKey() : type;
    var cents = tariff.get(named);
    return cents == null ? NO_TICKET : new Ticket(what, named, cents);
  }

  private static String category(String what) {
    return what.startsWith(ROWS - 1 + "-") ? "B" : "A";
  }

  private String exchange(ReservationId id, Wanted wanted) {
    var before = reservations.get(id);
    if (before == null) {

      return "NotFound";
    }
    var answer = sell(wanted, before);
    if (answer.refusal() != null) {
      return answer.refusal();
    }
    reservations.put(id, answer.sale());
    return "ReservationChanged";
  }

  private String change(EventChange change) {
    if (cancelled) {
      return "NotOnSale";
    }
    if (change.saleUntil().isMade()) {
      saleUntil = change.saleUntil().value().map(Instant::toEpochMilli);
    }
    change
        .prices()
        .forEach(
            (category, types) -> {
              var tariff = prices.computeIfAbsent(category, _ -> new LinkedHashMap<>());
              if (types.isEmpty()) {
                tariff.clear();
              }
              for (var type : types) {
                type.price()
                    .ifPresentOrElse(
                        price ->
                            tariff.put(
                                type.type(), price.amount().movePointRight(2).longValueExact()),
                        () -> tariff.remove(type.type()));
              }
            });
    prices.values().removeIf(Map::isEmpty);
    return "EventChanged";
  }

  private Stream<Sale> sales() {
    return Stream.concat(holds.values().stream(), reservations.values().stream());
  }

  private boolean isSold(String seat) {
    return count(seat) > 0;
  }

  private long count(String what) {
    return sales()
        .flatMap(it -> it.tickets().stream())
        .filter(it -> it.what().equals(what))
        .count();
  }

  private long uses() {
    return sales().filter(sale -> sale.code().equals("FEW")).count();
  }

  private void compare(Machine machine) {
    for (int row = 0; row < ROWS; row++) {
      for (int at = 0; at < SEATS_PER_ROW; at++) {
        var seat = row + "-" + at;
        boolean isFree = machine.status(seat) == SeatStatus.FREE;
        assertThat(isFree).isEqualTo(!isSold(seat) && prices.containsKey(category(seat)));
      }
    }
    long places = prices.containsKey("A") ? PLACES - count(PIT) : 0;
    assertThat(machine.seatMap().free(0)).isEqualTo((int) places);
    assertThat(machine.seatMap().tallies().uses("FEW")).isEqualTo((int) uses());
    holds.forEach(
        (id, sale) ->
            assertThatItCosts(
                machine, Objects.requireNonNull(machine.ledger().hold(id)).allocation(), sale));
    reservations.forEach(
        (id, sale) ->
            assertThatItCosts(
                machine,
                Objects.requireNonNull(machine.ledger().reservation(id)).allocation(),
                sale));
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
  }

  private static void assertThatItCosts(
      Machine machine, Allocation allocation, @Nullable Sale sold) {
    var sale = Objects.requireNonNull(sold);
    long sum = sale.tickets().stream().mapToLong(Ticket::cents).sum();
    long off =
        switch (sale.code()) {
          case "TEN" -> (sum + 5) / 10;
          case "FEW" -> Math.min(sum, 3_000);
          default -> 0;
        };
    var total = machine.office.bill(Fixtures.EVENT, allocation).total();
    assertThat(total.amount().movePointRight(2).longValueExact()).isEqualTo(sum - off);
  }
}
