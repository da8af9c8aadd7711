package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Prices;
import dev.parterre.reservation.catalog.Currencies;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.VenueId;
import dev.parterre.reservation.web.Rfc3339;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events`.
record NewEvent(
    @Nullable String name,
    @Nullable VenueId venueId,
    @Nullable String startsAt,
    @Nullable Map<String, Price> prices,
    @Nullable Integer holdSeconds,
    @Nullable Integer maxSeats,
    @Nullable Integer maxHolds,
    @Nullable Boolean allowOrphans) {

  private static final int NAME_MAX = 200;
  private static final int HOLD_SECONDS_MAX = 86_400;
  private static final int HOLD_SECONDS_DEFAULT = 600;
  private static final int SEATS_MAX = 100;
  private static final int SEATS_DEFAULT = 10;
  private static final int HOLDS_MAX = 1_000;

  /// Low enough that the total of [#SEATS_MAX] seats is still a valid amount.
  private static final BigDecimal PRICE_MAX = new BigDecimal("9999999999");

  record Price(@Nullable String amount, @Nullable String currency) {}

  CreateEvent command() {
    var checks = new Checks();
    var command =
        new CreateEvent(
            checks.text(name, NAME_MAX, "/name"),
            venue(checks),
            start(checks),
            prices(checks),
            holdSeconds == null ? HOLD_SECONDS_DEFAULT : holdSeconds,
            maxSeats == null ? SEATS_DEFAULT : maxSeats,
            maxHolds == null ? OptionalInt.empty() : OptionalInt.of(maxHolds),
            allowOrphans == null || allowOrphans);
    checks.check(
        command.holdSeconds() >= BoxOffice.HOLD_SECONDS_MIN
            && command.holdSeconds() <= HOLD_SECONDS_MAX,
        "/holdSeconds",
        "A hold lasts " + BoxOffice.HOLD_SECONDS_MIN + " to " + HOLD_SECONDS_MAX + " seconds.");
    checks.check(
        command.maxSeats() >= 1 && command.maxSeats() <= SEATS_MAX,
        "/maxSeats",
        "This must be from 1 to " + SEATS_MAX + ".");
    checks.check(
        maxHolds == null || (maxHolds >= 1 && maxHolds <= HOLDS_MAX),
        "/maxHolds",
        "This must be from 1 to " + HOLDS_MAX + ".");
    checks.throwIfAny();
    return command;
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
    try {
      return Rfc3339.read(startsAt);
    } catch (IllegalArgumentException none) {
      checks.fault("/startsAt", String.valueOf(none.getMessage()));
      return Instant.MAX;
    }
  }

  private SortedMap<String, Money> prices(Checks checks) {
    var priced = new TreeMap<String, Money>();
    if (prices == null || prices.isEmpty()) {
      checks.fault("/prices", prices == null ? Checks.REQUIRED : "At least one price.");
      return priced;
    }
    prices.forEach(
        (category, price) -> {
          try {
            priced.put(category, money(price));
          } catch (IllegalArgumentException notMoney) {
            checks.fault(Prices.pointer(category), "Not a price: " + notMoney.getMessage() + ".");
          }
        });
    long currencies = priced.values().stream().map(Money::currency).distinct().count();
    checks.check(currencies <= 1, "/prices", "All prices of an event must have the same currency.");
    return priced;
  }

  private static Money money(Price price) {
    var money = Money.of(price.amount(), price.currency());
    if (money.amount().compareTo(PRICE_MAX) > 0) {
      throw new IllegalArgumentException("a price is at most " + PRICE_MAX);
    }
    if (!Currencies.isInUse(money.currency())) {
      throw new IllegalArgumentException(money.currency() + " is the currency of no country today");
    }
    return money;
  }
}
