package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.EntryCodec.Sources;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Reads what a [StateWriter] wrote, and makes a ledger of it entry by entry: by the same steps as
/// commands do it, so that no broken invariant gets in, and the digest is made anew.
final class StateReader {

  /// A block ends with the entry that fills it, and the largest entry is a plan.
  private static final int BLOCK_BYTES_MAX = BoxOffice.PLANS_WEIGHT_MAX + (1 << 20);

  private final DataInputStream in;
  private final Ledger ledger = new Ledger();
  private final Sources sources;
  private ByteReader block = new ByteReader(new byte[0]);

  private StateReader(InputStream in, Ledger before) {
    this.in = new DataInputStream(in);
    sources = new Sources(ledger, before);
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
    for (var section : ledger.sections()) {
      read(section);
    }
    var last = entry();
    ledger.restoreCounters(last.number(), last.number());
    long nowMillis = last.number();
    if (last.fixed() != StateWriter.seal(ledger.digest(), nowMillis)) {
      throw new IOException("a state that does not have the digest it was written with");
    }
    last.end();
    return new Restored(ledger, nowMillis);
  }

  private void read(Section<?> section) throws IOException {
    int count = entry().smallNumber();
    if (count > section.max()) {
      throw new IOException(count + " entries, where " + section.max() + " is the most");
    }
    for (int i = 0; i < count; i++) {
      section.restore(entry(), sources);
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
}
