package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;

/// Writes and reads discounts, as the commands that created them.
final class DiscountCodec implements EntryCodec<Discount.Id, Discount> {

  @Override
  public Kind kind() {
    return Kind.DISCOUNT;
  }

  @Override
  public int since() {
    return ChangeEvent.LEVEL;
  }

  @Override
  public Discount.Id id(Discount discount) {
    return discount.id();
  }

  @Override
  public long number(Discount discount) {
    return discount.number();
  }

  @Override
  public void write(Discount discount, Fields out) {
    var command = new CreateDiscount(discount.eventId(), discount.code(), discount.terms());
    out.number(discount.number()).bytes(CommandCodec.encode(command));
  }

  @Override
  public Discount read(FieldReader in, Sources from) {
    long number = in.number();
    var command = (CreateDiscount) CommandCodec.decode(in.bytes());
    var event = OfferCodec.named(command.eventId().value(), from).id();
    return new Discount(event, command.code(), command.terms(), number);
  }
}
