package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;

/// Writes and reads holds that have not ended.
final class HoldCodec implements EntryCodec<HoldId, Hold> {

  /// The format level that added the client, and what a renewal needs.
  static final int LEVEL = FormatLevel.FOURTH;

  @Override
  public Kind kind() {
    return Kind.HOLD;
  }

  @Override
  public int level() {
    return Payment.LEVEL;
  }

  @Override
  public HoldId id(Hold hold) {
    return hold.id();
  }

  @Override
  public long number(Hold hold) {
    return hold.number();
  }

  @Override
  public void write(Hold hold, Fields out) {
    out.secret(hold.id().secret()).text(hold.eventId().value());
    AllocationCodec.write(hold.allocation(), out)
        .number(hold.expiresAtMillis())
        .number(hold.number());
    if (out.level() >= LEVEL) {
      out.number(hold.client().key()).number(hold.seconds()).number(hold.renewals());
    }
    if (out.level() >= Payment.LEVEL) {
      out.text(hold.payment());
    }
  }

  @Override
  public Hold read(FieldReader in, Sources from) {
    var id = new HoldId(in.secret());
    var offer = OfferCodec.named(in.text(), from);
    var allocation = AllocationCodec.read(in, offer);
    long expiresAtMillis = in.number();
    long number = in.number();
    if (in.level() < LEVEL) {
      int seconds = offer.terms().holdSeconds();
      return new Hold(
          id, offer.id(), allocation, Client.UNKNOWN, seconds, 0, expiresAtMillis, number);
    }
    var client = new Client(in.number());
    int seconds = in.smallNumber();
    int renewals = in.smallNumber();
    var payment = in.level() < Payment.LEVEL ? "" : in.text();
    return new Hold(
        id, offer.id(), allocation, client, seconds, renewals, expiresAtMillis, number, payment);
  }
}
