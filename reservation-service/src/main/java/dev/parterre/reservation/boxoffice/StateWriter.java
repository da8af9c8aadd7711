package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BiConsumer;

/// Writes a state of the box office: a byte for the version of the format, then blocks of whole
/// entries, each block with its length before it. So neither side ever has more than a block in
/// hand, and the reader takes no byte beyond the last.
///
/// Equal states are equal bytes, on whichever replica. What a seat's status is follows from who has
/// it, so that it is not written.
final class StateWriter {

  static final int VERSION = 1;

  private static final int BLOCK_BYTES = 32 << 10;

  private final DataOutputStream out;
  private final ByteWriter block = new ByteWriter();

  StateWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  void write(Ledger.Entries entries, long nowMillis) throws IOException {
    out.write(VERSION);
    each(entries.venues(), StateWriter::write);
    each(entries.offers(), StateWriter::write);
    each(entries.holds(), StateWriter::write);
    each(entries.endedHolds(), StateWriter::write);
    each(entries.reservations(), StateWriter::write);
    each(entries.cancelled(), StateWriter::write);
    block.number(entries.holdsMade()).number(entries.reservationsMade()).number(nowMillis);
    block.fixed(seal(entries.digest(), nowMillis));
    drain();
    out.flush();
  }

  /// What stands at the end, over all that stands before.
  static long seal(long digest, long nowMillis) {
    return new Mix(9).add(digest).add(nowMillis).hash();
  }

  private <T> void each(List<T> entries, BiConsumer<T, ByteWriter> write) throws IOException {
    block.number(entries.size());
    for (var entry : entries) {
      one(entry, write);
    }
  }

  private <T> void each(Numbered.Copy<T> entries, BiConsumer<T, ByteWriter> write)
      throws IOException {
    block.number(entries.size());
    entries.forEach(entry -> one(entry, write));
  }

  private <T> void one(T entry, BiConsumer<T, ByteWriter> write) throws IOException {
    write.accept(entry, block);
    if (block.size() >= BLOCK_BYTES) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.writeInt(block.size());
    block.drainTo(out);
  }

  private static void write(Venue venue, ByteWriter out) {
    out.text(venue.id().value()).bytes(venue.plan().encode());
  }

  private static void write(Offer offer, ByteWriter out) {
    out.text(offer.id().value()).bytes(CommandCodec.encode(CreateEvent.of(offer.event())));
  }

  private static void write(Hold hold, ByteWriter out) {
    out.secret(hold.id().secret())
        .text(hold.offer().id().value())
        .numbers(hold.seats())
        .number(hold.expiresAtMillis())
        .number(hold.number());
  }

  private static void write(Bygone.End end, ByteWriter out) {
    out.secret(end.id()).number(end.number());
  }

  private static void write(Reservation reservation, ByteWriter out) {
    out.secret(reservation.id().secret())
        .text(reservation.offer().id().value())
        .numbers(reservation.seats())
        .text(reservation.customer().name())
        .text(reservation.customer().email())
        .number(reservation.number())
        .number(reservation.createdAtMillis())
        .raw(reservation.cancelled() ? 1 : 0);
  }
}
