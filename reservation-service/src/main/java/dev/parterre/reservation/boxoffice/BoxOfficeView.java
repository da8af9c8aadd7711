package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query may see of the box office, between two commands. Entries never change and may be
/// kept; a [SeatMap] and the lists do, so a query copies what it needs of them.
public interface BoxOfficeView {

  /// In the order in which they were made; so is every list here.
  List<Venue> venues();

  @Nullable Venue venue(VenueId id);

  List<SeatMap> seatMaps();

  @Nullable SeatMap seatMap(EventId id);

  @Nullable Hold hold(HoldId id);

  /// Whether this was a hold, and is over; the last 100,000 are known.
  boolean hasEnded(HoldId id);

  @Nullable Reservation reservation(ReservationId id);
}
