package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldBest;
import dev.parterre.reservation.boxoffice.BookingCommand.HoldSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveHeld;
import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.EventChange.Edit;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Wanted.Best;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.PlanImport;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.VenueId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small venue, and commands for it.
public final class Fixtures {

  public static final EventId EVENT = new EventId("1");

  /// Nothing is to change.
  public static final EventChange NO_CHANGE = change(Map.of(), Edit.none(), Edit.none());

  private static final VenueId VENUE = new VenueId("1");

  private Fixtures() {}

  /// Rows of seats `0-0`, `0-1`, …; the last row is of category B, the others of A.
  public static String planJson(int rows, int seatsPerRow) {
    return planJson(rows, seatsPerRow, "");
  }

  /// With an area of category A, `pit`, that has this many places.
  public static String planJson(int rows, int seatsPerRow, int places) {
    var area =
        ", \"areas\": [{\"uuid\": \"pit\", \"shape\": \"circle\", \"circle\": {\"radius\": 50}}]";
    return """
    {"plan": %s, "areas": {"pit": {"name": "Pit", "category": "A", "capacity": %d}}}
    """
        .formatted(planJson(rows, seatsPerRow, area), places);
  }

  private static String planJson(int rows, int seatsPerRow, String areas) {
    var rowsJson =
        IntStream.range(0, rows)
            .mapToObj(row -> rowJson(row, seatsPerRow, row == rows - 1 ? "B" : "A"))
            .collect(Collectors.joining(","));
    return """
    {"name": "House", "size": {"width": 1000, "height": 1000},
     "categories": [{"name": "A", "color": "#111111"}, {"name": "B", "color": "#222222"}],
     "zones": [{"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [%s]%s}]}
    """
        .formatted(rowsJson, areas);
  }

  public static Plan plan(int rows, int seatsPerRow) {
    return plan(planJson(rows, seatsPerRow));
  }

  public static Plan plan(String json) {
    var result = PlanImport.read(json.getBytes(StandardCharsets.UTF_8));
    return ((PlanImport.Result.Imported) result).plan();
  }

  public static CreateVenue venue(int rows, int seatsPerRow) {
    return venue(plan(rows, seatsPerRow));
  }

  public static CreateVenue venue(Plan plan) {
    return CreateVenue.of(plan);
  }

  public static CreateEvent event(int maxSeats, boolean allowOrphans, String... categories) {
    return event(maxSeats, OptionalInt.empty(), allowOrphans, categories);
  }

  /// In which one client may have this many open holds.
  public static CreateEvent limitedEvent(int maxSeats, int maxHolds) {
    return event(maxSeats, OptionalInt.of(maxHolds), true, "A", "B");
  }

  private static CreateEvent event(
      int maxSeats, OptionalInt maxHolds, boolean allowOrphans, String... categories) {
    var prices = new TreeMap<String, Tariff>();
    for (var category : categories) {
      prices.put(category, Tariff.of(euros("45.00")));
    }
    var terms = terms(prices);
    return new CreateEvent(
        VENUE,
        new EventTerms(
            terms.name(),
            terms.startsAt(),
            prices,
            terms.holdSeconds(),
            maxSeats,
            maxHolds,
            allowOrphans,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty()));
  }

  /// With these prices, up to 10 seats, and orphans allowed.
  public static CreateEvent event(SortedMap<String, Tariff> prices) {
    return new CreateEvent(VENUE, terms(prices));
  }

  /// That starts at this time.
  public static CreateEvent eventAt(Instant startsAt) {
    return new CreateEvent(
        VENUE, terms(startsAt, new TreeMap<>(Map.of("A", Tariff.of(euros("45.00"))))));
  }

  /// Whose waiting list makes offers that last this long.
  public static CreateEvent eventWithOffers(int offerSeconds, Optional<String> timeZone) {
    return new CreateEvent(
        VENUE,
        new EventTerms(
            "Show",
            Instant.parse("2099-01-01T19:00:00Z"),
            typedPrices(),
            600,
            10,
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            timeZone,
            OptionalInt.of(offerSeconds)));
  }

  private static EventTerms terms(SortedMap<String, Tariff> prices) {
    return terms(Instant.parse("2099-01-01T19:00:00Z"), prices);
  }

  private static EventTerms terms(Instant startsAt, SortedMap<String, Tariff> prices) {
    return new EventTerms(
        "Show",
        startsAt,
        prices,
        600,
        10,
        OptionalInt.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /// Category A in two ticket types, `full` at 45 and `child` at 20 euros; B at 30.
  public static SortedMap<String, Tariff> typedPrices() {
    var full = new Tariff.Ticket("full", euros("45.00"));
    var child = new Tariff.Ticket("child", euros("20.00"));
    return new TreeMap<>(
        Map.of("A", new Tariff(List.of(full, child)), "B", Tariff.of(euros("30.00"))));
  }

  /// Only prices are to change.
  public static ChangeEvent prices(Map<String, List<TypeChange>> prices) {
    return new ChangeEvent(EVENT, change(prices, Edit.none(), Edit.none()));
  }

  /// Only the times of sale are to change.
  public static ChangeEvent sale(Optional<Instant> from, Optional<Instant> until) {
    return new ChangeEvent(EVENT, change(Map.of(), Edit.to(from), Edit.to(until)));
  }

  private static EventChange change(
      Map<String, List<TypeChange>> prices, Edit<Instant> saleFrom, Edit<Instant> saleUntil) {
    return new EventChange(
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(prices),
        OptionalInt.empty(),
        OptionalInt.empty(),
        saleFrom,
        saleUntil,
        Edit.none(),
        Edit.none());
  }

  public static TypeChange price(String type, String euros) {
    return new TypeChange(type, Optional.of(euros(euros)));
  }

  /// Off the total, always, any number of times.
  public static Discount.Terms percent(int percent) {
    return new Discount.Terms(
        new Discount.Reduction.Percent(percent),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  public static Money euros(String amount) {
    return Money.of(amount, "EUR");
  }

  public static List<SeatId> seats(String... guids) {
    return Arrays.stream(guids).map(SeatId::new).toList();
  }

  public static Wanted wanted(String... guids) {
    return Wanted.ofSeats(seats(guids));
  }

  /// Places in the area `pit`, beside seats.
  public static Wanted wantedPlaces(int quantity, String... guids) {
    return new Wanted(seats(guids), List.of(new Wanted.Places("pit", quantity)));
  }

  public static HoldSeats hold(String... guids) {
    return hold(wanted(guids));
  }

  public static HoldSeats hold(Wanted wanted) {
    return new HoldSeats(EVENT, wanted, OptionalInt.empty(), HoldId.random());
  }

  /// A hold of this client.
  public static HoldSeats holdOf(Client client, String... guids) {
    return new HoldSeats(EVENT, wanted(guids), OptionalInt.empty(), HoldId.random(), client);
  }

  public static HoldSeats holdOf(Client client, Wanted wanted) {
    return new HoldSeats(EVENT, wanted, OptionalInt.empty(), HoldId.random(), client);
  }

  public static HoldSeats holdFor(int seconds, String... guids) {
    return new HoldSeats(EVENT, wanted(guids), OptionalInt.of(seconds), HoldId.random());
  }

  /// @param category may be empty: of any category
  public static HoldBest holdBest(int quantity, String category, boolean adjacent) {
    return holdBest(
        new Best(quantity, Optional.of(category).filter(it -> !it.isEmpty()), adjacent, 0));
  }

  public static HoldBest holdBest(Best wanted) {
    return new HoldBest(
        EVENT, wanted, Wanted.NO_CODE, OptionalInt.empty(), HoldId.random(), Client.UNKNOWN);
  }

  /// A customer without reservations.
  public static Customer customer() {
    return new Customer("Ann", UUID.randomUUID() + "@example.org");
  }

  /// By a customer who waits for nothing else.
  public static JoinWaitingList join(int quantity, String... categories) {
    return new JoinWaitingList(
        EVENT, quantity, List.of(categories), customer(), PartyId.random(), Client.UNKNOWN);
  }

  public static ReserveSeats reserve(String... guids) {
    return reserve(wanted(guids));
  }

  public static ReserveSeats reserve(Wanted wanted) {
    return new ReserveSeats(EVENT, wanted, customer(), ReservationId.random());
  }

  public static ReserveHeld reserveHeld(HoldId hold) {
    return new ReserveHeld(hold, customer(), ReservationId.random());
  }

  private static String rowJson(int row, int seats, String category) {
    var seatsJson =
        IntStream.range(0, seats)
            .mapToObj(
                seat ->
                    """
                    {"seat_guid": "%d-%d", "seat_number": "%d", "category": "%s",
                     "position": {"x": %d, "y": %d}}\
                    """
                        .formatted(row, seat, seat, category, seat * 20, row * 20))
            .collect(Collectors.joining(","));
    return """
    {"row_number": "%d", "position": {"x": 0, "y": 0}, "seats": [%s]}\
    """
        .formatted(row, seatsJson);
  }
}
