package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A seat's name in its plan: the plan's `seat_guid`.
public record SeatId(@JsonValue String guid) implements Comparable<SeatId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SeatId {}

  @Override
  public int compareTo(SeatId other) {
    return guid.compareTo(other.guid);
  }

  @Override
  public String toString() {
    return guid;
  }
}
