package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an event is and how its seats are sold, as the organiser says.
///
/// @param prices by the name of the category; seats of other categories are not for sale
/// @param holdSeconds how long a hold lasts when it asks for nothing shorter
/// @param maxSeats the most that one hold or reservation may have
/// @param maxHolds how many holds one client may have open at a time; empty if any number
/// @param allowOrphans whether a single free seat may be left between taken ones
/// @param saleFrom when the sale begins; empty if it has always been open
/// @param saleUntil when the sale ends; empty if it does not
/// @param timeZone the name of the venue's time zone, such as `Europe/Vienna`
/// @param offerSeconds how long those in the waiting list have for what they are offered; empty for
///   an hour
public record EventTerms(
    String name,
    Instant startsAt,
    SortedMap<String, Tariff> prices,
    int holdSeconds,
    int maxSeats,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt maxHolds,
    boolean allowOrphans,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> saleFrom,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> saleUntil,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> timeZone,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt offerSeconds) {

  public EventTerms {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }

  public EventTerms withPrices(SortedMap<String, Tariff> changed) {
    return new EventTerms(
        name,
        startsAt,
        changed,
        holdSeconds,
        maxSeats,
        maxHolds,
        allowOrphans,
        saleFrom,
        saleUntil,
        timeZone,
        offerSeconds);
  }

  /// When tickets are sold.
  public Period sale() {
    return new Period(saleFrom, saleUntil);
  }
}
