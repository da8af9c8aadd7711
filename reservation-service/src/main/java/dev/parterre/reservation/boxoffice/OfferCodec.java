package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.Fares.Fare;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventStatus;
import dev.parterre.reservation.catalog.Money;
import java.util.List;
import java.util.Objects;

/// Writes and reads events, as the commands that would create them as they are now.
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
  public int level() {
    return ChangeEvent.LEVEL;
  }

  @Override
  public void write(Offer offer, Fields out) {
    var event = offer.event();
    var command = new CreateEvent(event.venueId(), event.terms());
    out.text(event.id().value()).bytes(CommandCodec.encode(command));
    if (out.level() >= ChangeEvent.LEVEL) {
      out.flag(event.isCancelled());
      write(offer.fares(), out);
    }
  }

  @Override
  public Offer read(FieldReader in, Sources from) {
    var id = new EventId(in.text());
    var event = ((CreateEvent) CommandCodec.decode(in.bytes())).event(id);
    var venue = Objects.requireNonNull(from.restored().venue(event.venueId()));
    if (in.level() < ChangeEvent.LEVEL) {
      return Offer.of(event, venue.plan());
    }
    var status = in.flag() ? EventStatus.CANCELLED : EventStatus.SCHEDULED;
    var fares = Fares.of(readFares(in), event.terms().prices());
    return new Offer(event.with(status), venue.plan(), fares);
  }

  private static void write(Fares fares, Fields out) {
    out.number(fares.all().size());
    for (var fare : fares.all()) {
      var price = fare.price();
      out.text(fare.category())
          .text(fare.type())
          .text(price.amount().toPlainString())
          .text(price.currency().getCurrencyCode());
    }
  }

  private static List<Fare> readFares(FieldReader in) {
    return in.list(() -> new Fare(in.text(), in.text(), Money.of(in.text(), in.text())));
  }

  /// Before [ChangeEvent#LEVEL], hashes the fields in another order than they are written, and the
  /// prices as texts. To be kept: the digest must be the same in every version.
  @Override
  public long hash(Offer offer, int level) {
    return level < ChangeEvent.LEVEL ? key(offer) : EntryCodec.super.hash(offer, level);
  }

  /// The event's part of the hashes of its seats.
  static long key(Offer offer) {
    var event = offer.event();
    var terms = offer.terms();
    var mix = new Mix(Kind.OFFER);
    mix.text(event.id().value())
        .text(terms.name())
        .text(event.venueId().value())
        .number(terms.startsAt().toEpochMilli())
        .number(terms.holdSeconds())
        .number(terms.maxSeats())
        .flag(terms.allowOrphans());
    terms
        .prices()
        .forEach(
            (category, tariff) ->
                mix.text(category).text(tariff.tickets().getFirst().price().toString()));
    terms.maxHolds().ifPresent(mix::number);
    return mix.hash();
  }

  /// The event with the id that an entry contains.
  static Offer named(String id, Sources from) {
    return Objects.requireNonNull(from.restored().offer(new EventId(id)));
  }
}
