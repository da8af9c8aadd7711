package dev.parterre.reservation.boxoffice;

/// Writes and reads reservations, including those that were cancelled recently.
final class ReservationCodec implements EntryCodec<ReservationId, Reservation> {

  @Override
  public Kind kind() {
    return Kind.RESERVATION;
  }

  @Override
  public int level() {
    return Payment.LEVEL;
  }

  @Override
  public ReservationId id(Reservation reservation) {
    return reservation.id();
  }

  @Override
  public long number(Reservation reservation) {
    return reservation.number();
  }

  @Override
  public void write(Reservation reservation, Fields out) {
    out.secret(reservation.id().secret()).text(reservation.eventId().value());
    AllocationCodec.write(reservation.allocation(), out)
        .text(reservation.customer().name())
        .text(reservation.customer().email())
        .number(reservation.number())
        .number(reservation.createdAtMillis())
        .flag(reservation.cancelled());
    if (out.level() >= Payment.LEVEL) {
      Payment.write(reservation.payment(), out);
    }
  }

  @Override
  public Reservation read(FieldReader in, Sources from) {
    var id = new ReservationId(in.secret());
    var offer = OfferCodec.named(in.text(), from);
    return new Reservation(
        id,
        offer.id(),
        AllocationCodec.read(in, offer),
        new Customer(in.text(), in.text()),
        in.number(),
        in.number(),
        in.flag(),
        in.level() < Payment.LEVEL ? Payment.NONE : Payment.read(in));
  }
}
