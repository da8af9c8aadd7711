package dev.parterre.reservation.boxoffice;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a state of the box office: a byte for the version of the format, then blocks of whole
/// entries, each block with its length before it. So neither side ever has more than a block in
/// hand, and the reader takes no byte beyond the last.
///
/// Equal states are equal bytes, on whichever replica.
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
    for (var section : entries.sections()) {
      write(section);
    }
    block.number(entries.holdsMade()).number(entries.reservationsMade()).number(nowMillis);
    block.fixed(seal(entries.digest(), nowMillis));
    drain();
    out.flush();
  }

  /// What stands at the end, over all that stands before.
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
