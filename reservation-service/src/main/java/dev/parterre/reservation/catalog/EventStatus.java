package dev.parterre.reservation.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether an event takes place.
public enum EventStatus {
  SCHEDULED,
  CANCELLED;

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
