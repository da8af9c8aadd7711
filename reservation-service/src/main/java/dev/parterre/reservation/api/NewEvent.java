package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Prices;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.Tariff.Ticket;
import dev.parterre.reservation.catalog.VenueId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of `POST /events`.
record NewEvent(
    @Nullable String name,
    @Nullable VenueId venueId,
    @Nullable String startsAt,
    @Nullable Map<String, JsonNode> prices,
    @Nullable Integer holdSeconds,
    @Nullable Integer maxSeats,
    @Nullable Integer maxHolds,
    @Nullable Boolean allowOrphans,
    @Nullable String saleFrom,
    @Nullable String saleUntil,
    @Nullable String timeZone,
    @Nullable Integer offerSeconds) {

  private static final int HOLDS_MAX = 1_000;

  CreateEvent command() {
    var checks = new Checks();
    var members = new EventMembers(checks);
    var named = members.name(name);
    var venue = venue(checks);
    var terms =
        new EventTerms(
            named,
            start(checks),
            prices(checks),
            members.holdSeconds(
                Objects.requireNonNullElse(holdSeconds, EventMembers.HOLD_SECONDS_DEFAULT)),
            members.maxSeats(Objects.requireNonNullElse(maxSeats, EventMembers.SEATS_DEFAULT)),
            maxHolds == null ? OptionalInt.empty() : OptionalInt.of(maxHolds),
            allowOrphans == null || allowOrphans,
            Optional.ofNullable(saleFrom).map(time -> checks.time(time, "/saleFrom")),
            Optional.ofNullable(saleUntil).map(time -> checks.time(time, "/saleUntil")),
            Optional.ofNullable(timeZone).map(members::timeZone),
            offerSeconds == null
                ? OptionalInt.empty()
                : OptionalInt.of(members.offerSeconds(offerSeconds)));
    checks.check(
        maxHolds == null || (maxHolds >= 1 && maxHolds <= HOLDS_MAX),
        "/maxHolds",
        "This must be from 1 to " + HOLDS_MAX + ".");
    checks.throwIfAny();
    return new CreateEvent(venue, terms);
  }

  private VenueId venue(Checks checks) {
    if (venueId == null) {
      checks.fault("/venueId", Checks.REQUIRED);
      return new VenueId("");
    }
    return venueId;
  }

  private Instant start(Checks checks) {
    if (startsAt == null) {
      checks.fault("/startsAt", Checks.REQUIRED);
      return Instant.MAX;
    }
    return checks.time(startsAt, "/startsAt");
  }

  private SortedMap<String, Tariff> prices(Checks checks) {
    var priced = new TreeMap<String, Tariff>();
    if (prices == null || prices.isEmpty()) {
      checks.fault("/prices", prices == null ? Checks.REQUIRED : "At least one price.");
      return priced;
    }
    var reader = new PriceMember(checks, false);
    prices.forEach(
        (category, price) -> {
          var tickets = tickets(reader.read(price, Prices.pointer(category)));
          if (!tickets.isEmpty()) {
            priced.put(category, new Tariff(tickets));
          }
        });
    long currencies =
        priced.values().stream()
            .flatMap(tariff -> tariff.tickets().stream())
            .map(ticket -> ticket.price().currency())
            .distinct()
            .count();
    checks.check(currencies <= 1, "/prices", "All prices of an event must have the same currency.");
    return priced;
  }

  private static List<Ticket> tickets(List<TypeChange> types) {
    return types.stream()
        .flatMap(it -> it.price().stream().map(price -> new Ticket(it.type(), price)))
        .toList();
  }
}
