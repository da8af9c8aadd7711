package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.VenueId;

/// Writes and reads venues, each with its plan.
final class VenueCodec implements EntryCodec<VenueId, Venue> {

  @Override
  public Kind kind() {
    return Kind.VENUE;
  }

  @Override
  public VenueId id(Venue venue) {
    return venue.id();
  }

  @Override
  public long number(Venue venue) {
    return Long.parseLong(venue.id().value());
  }

  @Override
  public void write(Venue venue, Fields out) {
    out.text(venue.id().value()).bytes(venue.plan().encode());
  }

  @Override
  public Venue read(FieldReader in, Sources from) {
    var id = new VenueId(in.text());
    byte[] plan = in.bytes();
    var known = from.before().venue(id);
    return known != null && known.hasPlan(plan) ? known : Venue.of(id, plan);
  }

  /// Hashes the fingerprint instead of the plan.
  @Override
  public long hash(Venue venue, int level) {
    return new Mix(kind()).text(venue.id().value()).number(venue.fingerprint()).hash();
  }
}
