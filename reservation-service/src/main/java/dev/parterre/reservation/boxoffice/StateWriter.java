package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// Writes a state of the box office, in the format of the format level in force.
///
/// First comes a byte with the level; then sections, each with a header (its kind, the number of
/// the entry that was made last, and how many entries follow) and its entries; then [#END] in place
/// of a kind, with the replicated time; then a checksum of all these bytes. Headers and entries are
/// written in blocks, each with its length before it, so that neither side needs memory for more
/// than one block, and the reader reads no byte beyond the last.
///
/// At [FormatLevel#FIRST] the sections have no kinds, their counters come last, and a seal over the
/// digest replaces the checksum.
///
/// Equal states give equal bytes on every replica.
final class StateWriter {

  /// Written in place of a kind after the last section.
  static final int END = 0;

  private static final int BLOCK_BYTES = 32 << 10;

  private final CheckedOutputStream checked;
  private final DataOutputStream out;
  private final int level;
  private final FieldWriter block;

  /// @param level the format level of the state
  StateWriter(OutputStream out, int level) {
    checked = new CheckedOutputStream(out, new CRC32C());
    this.out = new DataOutputStream(checked);
    this.level = level;
    block = new FieldWriter(level);
  }

  static void write(OutputStream out, Ledger.Entries entries, long nowMillis) throws IOException {
    var writer = new StateWriter(out, entries.level());
    if (entries.level() == FormatLevel.FIRST) {
      writer.writeFirst(entries, nowMillis);
    } else {
      writer.write(entries, nowMillis);
    }
  }

  private void write(Ledger.Entries entries, long nowMillis) throws IOException {
    out.write(level);
    for (var section : entries.sections()) {
      block.number(section.codec().kind().code).number(section.made());
      write(section);
    }
    block.number(END).number(nowMillis);
    drain();
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private void writeFirst(Ledger.Entries entries, long nowMillis) throws IOException {
    out.write(FormatLevel.FIRST);
    for (var section : entries.sections()) {
      write(section);
    }
    block.number(made(Kind.HOLD, entries)).number(made(Kind.RESERVATION, entries));
    block.number(nowMillis).fixed(seal(entries.digest(), nowMillis));
    drain();
    out.flush();
  }

  private static long made(Kind kind, Ledger.Entries entries) {
    return entries.sections().stream()
        .filter(section -> section.codec().kind() == kind)
        .mapToLong(Shelf.Copy::made)
        .sum();
  }

  /// A hash of the digest and the replicated time, which ends a state at [FormatLevel#FIRST].
  static long seal(long digest, long nowMillis) {
    return new Mix(Kind.SEAL).number(digest).number(nowMillis).hash();
  }

  private <E> void write(Shelf.Copy<E> section) throws IOException {
    block.number(section.entries().size());
    section
        .entries()
        .forEach(
            entry -> {
              section.codec().write(entry, block);
              if (block.size() >= BLOCK_BYTES) {
                drain();
              }
            });
  }

  private void drain() throws IOException {
    out.writeInt(block.size());
    block.drainTo(out);
  }
}
