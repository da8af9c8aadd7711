package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Venue;
import dev.parterre.reservation.catalog.Category;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A venue as anyone sees it.
///
/// @param venueId null for a plan that was only checked
record VenueView(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable VenueId venueId,
    String name,
    int seatCount,
    List<Category> categories) {

  static VenueView of(@Nullable VenueId id, Plan plan) {
    return new VenueView(id, plan.name(), plan.seatCount(), plan.categories());
  }

  static VenueView of(Venue venue) {
    return of(venue.id(), venue.plan());
  }
}
