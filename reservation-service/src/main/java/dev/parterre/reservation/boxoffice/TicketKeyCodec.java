package dev.parterre.reservation.boxoffice;

/// Writes and reads the keys of tickets.
final class TicketKeyCodec implements EntryCodec<TicketKey.Id, TicketKey> {

  @Override
  public Kind kind() {
    return Kind.TICKET_KEY;
  }

  @Override
  public int since() {
    return TicketKey.LEVEL;
  }

  @Override
  public TicketKey.Id id(TicketKey key) {
    return key.id();
  }

  @Override
  public long number(TicketKey key) {
    return key.number();
  }

  @Override
  public void write(TicketKey key, Fields out) {
    out.text(key.id().eventId().value())
        .number(key.id().version())
        .secret(key.seed())
        .flag(key.isRevoked())
        .number(key.number());
  }

  @Override
  public TicketKey read(FieldReader in, Sources from) {
    var id = new TicketKey.Id(OfferCodec.named(in.text(), from).id(), in.smallNumber());
    return new TicketKey(id, in.secret(), in.flag(), in.number());
  }
}
