package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a query may see of the box office, on the event loop between two commands. Entries are
/// immutable and may be kept, and lists are copies; a [SeatMap] does change, so a query copies what
/// it needs from it.
public interface BoxOfficeView {

  /// At most `limit` venues, in the order in which they were created, without the first `after`.
  List<Venue> venues(long after, int limit);

  @Nullable Venue venue(VenueId id);

  /// Like [#venues].
  List<Offer> offers(long after, int limit);

  @Nullable Offer offer(EventId id);

  @Nullable SeatMap seatMap(EventId id);

  @Nullable Hold hold(HoldId id);

  /// How a hold ended; empty if it has not ended, or is not one of the last 100,000 that did.
  Optional<HoldEnd> end(HoldId id);

  WaitingLists waitingLists();

  Tickets tickets();

  @Nullable Discount discount(Discount.Id id);

  /// At most `limit` discounts of an event, in the order of their numbers, from the one after this.
  List<Discount> discounts(EventId event, long after, int limit);

  /// All of them, which any thread may go through afterwards.
  ByEvent<Reservation> reservations();

  @Nullable Reservation reservation(ReservationId id);
}
