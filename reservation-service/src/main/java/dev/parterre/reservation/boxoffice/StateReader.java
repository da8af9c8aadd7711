package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.EntryCodec.Sources;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/// Reads what a [StateWriter] wrote, at any format level up to [FormatLevel#NEWEST]. Entries are
/// added to a new ledger by the same steps as by commands, so that all invariants are checked and
/// the digest is computed anew.
final class StateReader {

  /// A block may exceed its usual size by one entry, and the largest entry is a plan.
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

  /// @param before the replica's present ledger: equal plans, which take the most memory, are
  ///   reused from it
  /// @throws IOException if the stream fails, or does not contain a state
  static Restored read(InputStream in, Ledger before) throws IOException {
    try {
      return new StateReader(in, before).read();
    } catch (RuntimeException foreign) {
      throw new IOException("not a state of the box office: " + foreign.getMessage(), foreign);
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
      throw new IOException("the checksum of the state is wrong");
    }
    return nowMillis;
  }

  private Section<?> section(int kind) throws IOException {
    for (var section : ledger.sections()) {
      if (section.kind().code == kind) {
        return section;
      }
    }
    throw new IOException("entries of kind " + kind + ", which this version does not know");
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
      throw new IOException("the digest of the state is wrong");
    }
    return nowMillis;
  }

  private void read(Section<?> section) throws IOException {
    int count = entry().smallNumber();
    if (count > section.max()) {
      throw new IOException(count + " entries; the limit is " + section.max());
    }
    for (int i = 0; i < count; i++) {
      section.restore(entry(), sources);
    }
  }

  /// Returns a reader at the next entry, in the next block if this one is at its end.
  private FieldReader entry() throws IOException {
    if (block.atEnd()) {
      int length = in.readInt();
      if (length < 0 || length > BLOCK_BYTES_MAX) {
        throw new IOException("a block of " + length + " bytes; the limit is " + BLOCK_BYTES_MAX);
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the state is truncated");
      }
      block = new FieldReader(bytes, level);
    }
    return block;
  }
}
