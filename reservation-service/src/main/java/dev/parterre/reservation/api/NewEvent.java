package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Prices;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.VenueId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events`.
record NewEvent(
    @Nullable String name,
    @Nullable VenueId venueId,
    @Nullable String startsAt,
    @Nullable Map<String, Price> prices,
    @Nullable Integer holdSeconds,
    @Nullable Integer maxSeats,
    @Nullable Boolean allowOrphans) {

  private static final int NAME_MAX = 200;
  private static final int HOLD_SECONDS_MAX = 86_400;
  private static final int HOLD_SECONDS_DEFAULT = 600;
  private static final int SEATS_MAX = 100;
  private static final int SEATS_DEFAULT = 10;

  /// As much that the total of the most seats is still an amount.
  private static final BigDecimal PRICE_MAX = new BigDecimal("9999999999");

  /// A time with seconds and an offset. Java reads more: without seconds, and far years.
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

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
            allowOrphans == null || allowOrphans);
    checks.check(
        command.holdSeconds() >= BoxOffice.HOLD_SECONDS_MIN
            && command.holdSeconds() <= HOLD_SECONDS_MAX,
        "/holdSeconds",
        "A hold lasts " + BoxOffice.HOLD_SECONDS_MIN + " to " + HOLD_SECONDS_MAX + " seconds.");
    checks.check(
        command.maxSeats() >= 1 && command.maxSeats() <= SEATS_MAX,
        "/maxSeats",
        "This is 1 to " + SEATS_MAX + ".");
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
      return Instant.EPOCH;
    }
    if (RFC_3339.matcher(startsAt).matches()) {
      try {
        var start = OffsetDateTime.parse(startsAt).toInstant().truncatedTo(ChronoUnit.MILLIS);
        checks.check(isFourDigitYear(start), "/startsAt", "The year has four digits.");
        return start;
      } catch (DateTimeException noSuchDay) {
        return noTime(checks);
      }
    }
    return noTime(checks);
  }

  private static Instant noTime(Checks checks) {
    checks.fault("/startsAt", "This is a time such as \"2026-12-24T19:30:00.000Z\".");
    return Instant.EPOCH;
  }

  /// An offset may move a time of the first or last year out of it.
  private static boolean isFourDigitYear(Instant time) {
    return !time.isBefore(Instant.parse("0000-01-01T00:00:00Z"))
        && time.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
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
    checks.check(currencies <= 1, "/prices", "All prices of an event have the same currency.");
    return priced;
  }

  private static Money money(Price price) {
    var money = Money.of(price.amount(), price.currency());
    if (money.amount().compareTo(PRICE_MAX) > 0) {
      throw new IllegalArgumentException("a price is at most " + PRICE_MAX);
    }
    return money;
  }
}
