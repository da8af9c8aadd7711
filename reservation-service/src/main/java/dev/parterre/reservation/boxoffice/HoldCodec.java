package dev.parterre.reservation.boxoffice;

/// Writes and reads holds that have not ended.
final class HoldCodec implements EntryCodec<HoldId, Hold> {

  @Override
  public Kind kind() {
    return Kind.HOLD;
  }

  @Override
  public int level() {
    return AllocationCodec.LEVEL;
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
    out.secret(hold.id().secret()).text(hold.offer().id().value());
    AllocationCodec.write(hold.allocation(), out)
        .number(hold.expiresAtMillis())
        .number(hold.number());
  }

  @Override
  public Hold read(FieldReader in, Sources from) {
    var id = new HoldId(in.secret());
    var offer = OfferCodec.named(in.text(), from);
    return new Hold(id, offer, AllocationCodec.read(in, offer), in.number(), in.number());
  }
}
