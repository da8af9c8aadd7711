package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.catalog.EventId;
import java.util.Objects;

/// Writes and reads events, as the commands that created them.
final class OfferCodec implements EntryCodec<EventId, Offer> {

  @Override
  public Kind kind() {
    return Kind.OFFER;
  }

  @Override
  public EventId id(Offer offer) {
    return offer.id();
  }

  @Override
  public long number(Offer offer) {
    return Long.parseLong(offer.id().value());
  }

  @Override
  public void write(Offer offer, Fields out) {
    out.text(offer.id().value()).bytes(CommandCodec.encode(CreateEvent.of(offer.event())));
  }

  @Override
  public Offer read(FieldReader in, Sources from) {
    var id = new EventId(in.text());
    var event = ((CreateEvent) CommandCodec.decode(in.bytes())).event(id);
    var venue = Objects.requireNonNull(from.restored().venue(event.venueId()));
    return new Offer(event, venue.plan());
  }

  /// Unlike the default, hashes the fields in another order than they are written, and the prices
  /// as texts. To be kept: the digest must be the same in every version.
  @Override
  public long hash(Offer offer, int level) {
    var event = offer.event();
    var mix = new Mix(kind());
    mix.text(event.id().value())
        .text(event.name())
        .text(event.venueId().value())
        .number(event.startsAt().toEpochMilli())
        .number(event.holdSeconds())
        .number(event.maxSeats())
        .flag(event.allowOrphans());
    event.prices().forEach((category, price) -> mix.text(category).text(price.toString()));
    event.maxHolds().ifPresent(mix::number);
    return mix.hash();
  }

  /// The event with the id that an entry contains.
  static Offer named(String id, Sources from) {
    return Objects.requireNonNull(from.restored().offer(new EventId(id)));
  }
}
