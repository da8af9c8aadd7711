package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.List;

/// Somebody was let in with a ticket. Immutable.
///
/// @param first the first time
/// @param again the times after that: somebody let in at another door, which could not know
/// @param number counted from 1 over all events
public record Admission(
    EventId eventId, TicketId id, Entrance first, List<Entrance> again, long number) {

  /// More than that is not kept of one ticket.
  static final int AGAIN_MAX = 20;

  public Admission {
    again = List.copyOf(again);
  }

  /// @param atMillis in milliseconds since the epoch
  /// @param gate may be empty
  public record Entrance(long atMillis, String gate) {}

  boolean has(Entrance entrance) {
    return first.equals(entrance) || again.contains(entrance);
  }

  Admission and(Entrance entrance) {
    var more = new ArrayList<>(again);
    more.add(entrance);
    return new Admission(eventId, id, first, more, number);
  }
}
