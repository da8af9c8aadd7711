package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;

/// Reads what a [StateWriter] wrote, and makes a ledger of it entry by entry: by the same steps as
/// commands do it, so that no broken invariant gets in, and the digest is made anew.
final class StateReader {

  /// A block ends with the entry that fills it, and the largest entry is a plan.
  private static final int BLOCK_BYTES_MAX = BoxOffice.PLANS_WEIGHT_MAX + (1 << 20);

  private static final int RESERVATIONS_MAX = BoxOffice.SEATS_ON_SALE_MAX + Ledger.CANCELLED_MAX;

  private final DataInputStream in;
  private final Ledger before;
  private final Ledger ledger = new Ledger();
  private ByteReader block = new ByteReader(new byte[0]);

  private StateReader(InputStream in, Ledger before) {
    this.in = new DataInputStream(in);
    this.before = before;
  }

  record Restored(Ledger ledger, long nowMillis) {}

  /// @param before what the replica has: plans, which take the most memory, are taken from there
  /// @throws IOException when the stream fails, or does not hold a state
  static Restored read(InputStream in, Ledger before) throws IOException {
    try {
      return new StateReader(in, before).read();
    } catch (RuntimeException foreign) {
      throw new IOException("this is no state of a box office: " + foreign.getMessage(), foreign);
    }
  }

  private Restored read() throws IOException {
    int version = in.readUnsignedByte();
    if (version != StateWriter.VERSION) {
      throw new IOException("a state of format " + version + ": this version does not know it");
    }
    each(BoxOffice.VENUES_MAX, this::readVenue);
    each(BoxOffice.EVENTS_MAX, this::readOffer);
    each(BoxOffice.SEATS_ON_SALE_MAX, this::readHold);
    each(Ledger.ENDED_HOLDS_MAX, entry -> ledger.restoreEndedHold(end(entry)));
    each(RESERVATIONS_MAX, this::readReservation);
    each(Ledger.CANCELLED_MAX, entry -> ledger.restoreCancelled(end(entry)));
    var last = entry();
    ledger.restoreCounters(last.number(), last.number());
    long nowMillis = last.number();
    if (last.fixed() != StateWriter.seal(ledger.digest(), nowMillis)) {
      throw new IOException("a state that does not have the digest it was written with");
    }
    last.end();
    return new Restored(ledger, nowMillis);
  }

  private void each(int max, Consumer<ByteReader> read) throws IOException {
    int count = entry().smallNumber();
    if (count > max) {
      throw new IOException(count + " entries, where " + max + " is the most");
    }
    for (int i = 0; i < count; i++) {
      read.accept(entry());
    }
  }

  /// Where the next entry stands.
  private ByteReader entry() throws IOException {
    if (block.atEnd()) {
      int length = in.readInt();
      if (length < 0 || length > BLOCK_BYTES_MAX) {
        throw new IOException("a block of " + length + " bytes");
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the state ends too early");
      }
      block = new ByteReader(bytes);
    }
    return block;
  }

  private void readVenue(ByteReader entry) {
    var id = new VenueId(entry.text());
    byte[] plan = entry.bytes();
    var known = before.venue(id);
    ledger.add(known != null && known.hasPlan(plan) ? known : Venue.of(id, plan));
  }

  private void readOffer(ByteReader entry) {
    var id = new EventId(entry.text());
    var event = ((CreateEvent) CommandCodec.decode(entry.bytes())).event(id);
    ledger.add(new Offer(event, Objects.requireNonNull(ledger.venue(event.venueId())).plan()));
  }

  private void readHold(ByteReader entry) {
    var id = new HoldId(entry.secret());
    var offer = offer(entry);
    ledger.add(new Hold(id, offer, seats(entry, offer), entry.number(), entry.number()));
  }

  private void readReservation(ByteReader entry) {
    var id = new ReservationId(entry.secret());
    var offer = offer(entry);
    ledger.restore(
        new Reservation(
            id,
            offer,
            seats(entry, offer),
            new Customer(entry.text(), entry.text()),
            entry.number(),
            entry.number(),
            entry.flag()));
  }

  private Offer offer(ByteReader entry) {
    return Objects.requireNonNull(ledger.seatMap(new EventId(entry.text()))).offer();
  }

  private static int[] seats(ByteReader entry, Offer offer) {
    int[] seats = entry.numbers();
    for (int seat : seats) {
      Objects.checkIndex(seat, offer.plan().seatCount());
    }
    return seats;
  }

  private static Bygone.End end(ByteReader entry) {
    return new Bygone.End(entry.secret(), entry.number());
  }
}
