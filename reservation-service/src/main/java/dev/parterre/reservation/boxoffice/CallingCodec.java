package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;

/// Writes and reads when waiting lists are gone through.
final class CallingCodec implements EntryCodec<EventId, Calling> {

  @Override
  public Kind kind() {
    return Kind.CALLING;
  }

  @Override
  public int since() {
    return PartyCodec.LEVEL;
  }

  @Override
  public EventId id(Calling calling) {
    return calling.eventId();
  }

  @Override
  public long number(Calling calling) {
    return calling.number();
  }

  @Override
  public void write(Calling calling, Fields out) {
    out.text(calling.eventId().value()).number(calling.atMillis()).number(calling.number());
  }

  @Override
  public Calling read(FieldReader in, Sources from) {
    return new Calling(OfferCodec.named(in.text(), from).id(), in.number(), in.number());
  }
}
