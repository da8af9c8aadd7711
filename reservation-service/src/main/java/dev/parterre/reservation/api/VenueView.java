package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Venue;
import dev.parterre.reservation.catalog.Category;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A venue as anyone sees it.
///
/// @param venueId null for a plan that was only checked
/// @param warnings only in the answer to the request that brought the plan
record VenueView(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable VenueId venueId,
    String name,
    int seatCount,
    List<Category> categories,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OneArea> areas,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OneFeature> features,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> warnings) {

  /// An area with places.
  record OneArea(String area, String name, String category, int capacity) {
    static OneArea of(Plan.Area area) {
      return new OneArea(area.id(), area.name(), area.category(), area.capacity());
    }
  }

  /// @param seats how many seats have it
  record OneFeature(String feature, int seats) {
    static OneFeature of(String name, Plan plan) {
      return new OneFeature(name, plan.seatsWith(name).cardinality());
    }
  }

  static VenueView of(@Nullable VenueId id, Imported read) {
    return of(id, read.plan(), read.warnings());
  }

  static VenueView of(Venue venue) {
    return of(venue.id(), venue.plan(), List.of());
  }

  private static VenueView of(@Nullable VenueId id, Plan plan, List<Fault> warnings) {
    var areas = plan.areas().stream().map(OneArea::of).toList();
    var features = plan.features().stream().map(name -> OneFeature.of(name, plan)).toList();
    return new VenueView(
        id, plan.name(), plan.seatCount(), plan.categories(), areas, features, warnings);
  }
}
