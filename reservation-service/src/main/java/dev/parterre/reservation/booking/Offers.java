package dev.parterre.reservation.booking;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.ReadMode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What is known to be sold, at hand for every thread. An event never changes, so one that this
/// replica has applied once needs not be asked for again; there are at most [BoxOffice#EVENTS_MAX].
@Component
final class Offers {

  private final Map<EventId, Offer> known = new ConcurrentHashMap<>();
  private final Reading reading;

  Offers(Reading reading) {
    this.reading = reading;
  }

  /// The event of an outcome: it is applied here.
  Offer of(EventId id) {
    var offer = known.get(id);
    return offer != null ? offer : ask(id);
  }

  private Offer ask(EventId id) {
    var offer =
        reading
            .read(
                new ReadMode.Local(),
                ledger -> Optional.ofNullable(ledger.seatMap(id)).map(SeatMap::offer))
            .value()
            .orElseThrow(() -> new IllegalStateException("no event " + id + " is applied here"));
    known.put(id, offer);
    return offer;
  }
}
