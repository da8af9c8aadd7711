package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import java.util.zip.CRC32C;

/// The header of what one append wrote: magic, sequence, forcedThrough, payload length, checksum.
/// The records follow, padded with zeros to a multiple of 8 bytes.
///
/// The magic is the random half of the storage id, so that no outsider can craft a command whose
/// bytes look like a block.
///
/// @param forcedThrough the last block known to be forced when this one was written: whatever is
///   found damaged up to there had been durable
record Block(long magic, long sequence, long forcedThrough, int payloadBytes, int checksum) {

  static final int HEADER_BYTES = 32;
  static final int ALIGNMENT = 8;

  private static final int SEQUENCE_AT = 8;
  private static final int FORCED_THROUGH_AT = 16;
  private static final int LENGTH_AT = 24;
  private static final int CHECKSUM_AT = 28;

  /// Leaves room for the header that [#finish] fills in.
  static void begin(ByteWriter out) {
    out.clear();
    out.putZeros(HEADER_BYTES);
  }

  static void finish(ByteWriter out, long magic, long sequence, long forcedThrough) {
    var end = out.length();
    out.setLong(0, magic);
    out.setLong(SEQUENCE_AT, sequence);
    out.setLong(FORCED_THROUGH_AT, forcedThrough);
    out.setInt(LENGTH_AT, end - HEADER_BYTES);
    out.setInt(CHECKSUM_AT, checksum(out.array(), 0, end - HEADER_BYTES));
    out.putZeros((int) (aligned(end) - end));
  }

  static Block readHeader(byte[] bytes, int offset) throws MalformedException {
    var in = new ByteReader(bytes, offset, HEADER_BYTES);
    return new Block(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt());
  }

  /// Whether header and payload, which start at `offset`, are what was written.
  boolean isWhole(byte[] bytes, int offset) {
    return checksum == checksum(bytes, offset, payloadBytes);
  }

  long totalBytes() {
    return aligned((long) HEADER_BYTES + payloadBytes);
  }

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static int checksum(byte[] bytes, int offset, int payloadBytes) {
    var crc = new CRC32C();
    crc.update(bytes, offset, CHECKSUM_AT);
    crc.update(bytes, offset + HEADER_BYTES, payloadBytes);
    return (int) crc.getValue();
  }
}
