package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.EntryCodec.Sources;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/// Reads what a [StateWriter] wrote at any format level up to today's, and makes a ledger of it
/// entry by entry: by the same steps as commands do it, so that no broken invariant gets in, and
/// the digest is made anew.
final class StateReader {

  /// A block ends with the entry that fills it, and the largest entry is a plan.
  private static final int BLOCK_BYTES_MAX = BoxOffice.PLANS_WEIGHT_MAX + (1 << 20);

  private final CheckedInputStream checked;
  private final DataInputStream in;
  private final Ledger ledger = new Ledger();
  private final Sources sources;
  private int level = FormatLevel.FIRST;
  private FieldReader block = new FieldReader(new byte[0]);

  private StateReader(InputStream in, Ledger before) {
    checked = new CheckedInputStream(in, new CRC32C());
    this.in = new DataInputStream(checked);
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
    level = in.readUnsignedByte();
    if (level < FormatLevel.FIRST || level > FormatLevel.NEWEST) {
      throw new IOException(
          "a state at format level %d, and this version reads up to %d"
              .formatted(level, FormatLevel.NEWEST));
    }
    ledger.rise(level);
    long nowMillis = level == FormatLevel.FIRST ? readFirst() : readSections();
    block.end();
    return new Restored(ledger, nowMillis);
  }

  /// @return the replicated time
  private long readSections() throws IOException {
    for (int kind = entry().smallNumber(); kind != StateWriter.END; kind = entry().smallNumber()) {
      var section = section(kind);
      long made = entry().number();
      read(section);
      section.shelf().restoreMade(made);
    }
    long nowMillis = entry().number();
    long sum = checked.getChecksum().getValue();
    if (in.readLong() != sum) {
      throw new IOException("a state whose bytes do not have the checksum they were written with");
    }
    return nowMillis;
  }

  private Section<?> section(int kind) throws IOException {
    for (var section : ledger.sections()) {
      if (section.kind().code == kind) {
        return section;
      }
    }
    throw new IOException("entries of a kind " + kind + " that this version does not know");
  }

  /// @return the replicated time
  private long readFirst() throws IOException {
    for (var section : ledger.sections()) {
      read(section);
    }
    var last = entry();
    ledger.restoreCounters(last.number(), last.number());
    long nowMillis = last.number();
    if (last.fixed() != StateWriter.seal(ledger.digest(), nowMillis)) {
      throw new IOException("a state that does not have the digest it was written with");
    }
    return nowMillis;
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
  private FieldReader entry() throws IOException {
    if (block.atEnd()) {
      int length = in.readInt();
      if (length < 0 || length > BLOCK_BYTES_MAX) {
        throw new IOException("a block of " + length + " bytes");
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the state ends too early");
      }
      block = new FieldReader(bytes, level);
    }
    return block;
  }
}
