package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a query may see of the box office, between two commands. Entries never change and may be
/// kept, and lists are copies; a [SeatMap] does change, so a query copies what it needs of it.
public interface BoxOfficeView {

  /// Those after the first so many, in the order in which they were made, at most `limit`: a copy.
  List<Venue> venues(long after, int limit);

  @Nullable Venue venue(VenueId id);

  /// As [#venues].
  List<Offer> offers(long after, int limit);

  @Nullable Offer offer(EventId id);

  @Nullable SeatMap seatMap(EventId id);

  @Nullable Hold hold(HoldId id);

  /// What became of a hold that is no more; the last 100,000 are known.
  Optional<HoldEnd> end(HoldId id);

  @Nullable Reservation reservation(ReservationId id);
}
