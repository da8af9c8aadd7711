package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a venue, opaque to clients.
public record VenueId(@JsonValue String value) implements Comparable<VenueId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public VenueId {}

  @Override
  public int compareTo(VenueId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
