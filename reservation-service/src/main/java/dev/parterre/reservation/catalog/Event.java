package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// One dated, bookable performance. Immutable: when the organiser changes it, a copy replaces it.
public record Event(
    @JsonProperty("eventId") EventId id,
    VenueId venueId,
    EventStatus status,
    @JsonUnwrapped EventTerms terms) {

  @JsonIgnore
  public boolean isCancelled() {
    return status == EventStatus.CANCELLED;
  }

  public Event with(EventTerms changed) {
    return new Event(id, venueId, status, changed);
  }

  public Event with(EventStatus changed) {
    return new Event(id, venueId, changed, terms);
  }
}
