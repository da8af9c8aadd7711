package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of an event, opaque to clients.
public record EventId(@JsonValue String value) implements Comparable<EventId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EventId {}

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
