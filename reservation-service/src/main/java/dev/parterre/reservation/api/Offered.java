package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Allocation;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Finds the event of an outcome. A replica answers only what it has applied itself, so it knows
/// the event, and no answer waits for the event loop a second time.
@Component
final class Offered {

  private final BoxOffice office;

  Offered(BoxOffice office) {
    this.office = office;
  }

  Offer of(EventId id) {
    return Objects.requireNonNull(office.offer(id), () -> "no event " + id + " is applied here");
  }

  /// The event as a change left it.
  Event of(EventChanged changed) {
    return office.event(changed);
  }

  Bill bill(EventId id, Allocation allocation) {
    return office.bill(id, allocation);
  }
}
