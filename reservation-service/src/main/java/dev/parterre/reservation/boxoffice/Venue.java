package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.VenueId;

/// A house with its plan. Immutable.
///
/// @param fingerprint 64 bits of a digest of the encoded plan
public record Venue(VenueId id, Plan plan, long fingerprint) {

  static Venue of(VenueId id, byte[] encodedPlan) {
    return new Venue(id, Plan.decode(encodedPlan), fingerprint(encodedPlan));
  }

  boolean hasPlan(byte[] encodedPlan) {
    return fingerprint == fingerprint(encodedPlan);
  }

  private static long fingerprint(byte[] encodedPlan) {
    return Sha256.of(encodedPlan).getLong();
  }
}
