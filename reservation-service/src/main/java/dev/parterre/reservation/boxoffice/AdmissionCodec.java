package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.catalog.EventId;

/// Writes and reads who was let in.
final class AdmissionCodec implements EntryCodec<TicketId, Admission> {

  @Override
  public Kind kind() {
    return Kind.ADMISSION;
  }

  @Override
  public int since() {
    return TicketKey.LEVEL;
  }

  @Override
  public TicketId id(Admission admission) {
    return admission.id();
  }

  @Override
  public long number(Admission admission) {
    return admission.number();
  }

  @Override
  public void write(Admission admission, Fields out) {
    out.text(admission.eventId().value())
        .number(admission.id().reservation())
        .number(admission.id().item());
    write(admission.first(), out);
    out.number(admission.again().size());
    admission.again().forEach(entrance -> write(entrance, out));
    out.number(admission.number());
  }

  private static void write(Entrance entrance, Fields out) {
    out.number(entrance.atMillis()).text(entrance.gate());
  }

  @Override
  public Admission read(FieldReader in, Sources from) {
    return new Admission(
        OfferCodec.named(in.text(), from).id(),
        new TicketId(in.number(), in.smallNumber()),
        read(in),
        in.list(() -> read(in)),
        in.number());
  }

  private static Entrance read(FieldReader in) {
    return new Entrance(in.number(), in.text());
  }

  static void write(CheckIn checkIn, FieldWriter out) {
    out.text(checkIn.eventId().value())
        .number(checkIn.keyVersion())
        .number(checkIn.ticket().reservation())
        .number(checkIn.ticket().item())
        .text(checkIn.gate())
        .number(checkIn.scannedAtMillis())
        .flag(checkIn.wasAdmitted());
  }

  static CheckIn readCheckIn(FieldReader in) {
    return new CheckIn(
        new EventId(in.text()),
        in.smallNumber(),
        new TicketId(in.number(), in.smallNumber()),
        in.text(),
        in.number(),
        in.flag());
  }
}
