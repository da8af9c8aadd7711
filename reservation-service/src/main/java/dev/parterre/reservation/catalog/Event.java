package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// One dated, bookable performance.
///
/// @param prices what a seat costs, by the name of its category
/// @param holdSeconds how long a hold lasts when it asks for nothing shorter
/// @param maxSeats the most that one hold or reservation may have
/// @param maxHolds how many holds one client may have open at a time; empty if any number
/// @param allowOrphans whether a single free seat may be left between taken ones
public record Event(
    @JsonProperty("eventId") EventId id,
    String name,
    VenueId venueId,
    Instant startsAt,
    SortedMap<String, Money> prices,
    int holdSeconds,
    int maxSeats,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalInt maxHolds,
    boolean allowOrphans) {

  public Event {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }
}
