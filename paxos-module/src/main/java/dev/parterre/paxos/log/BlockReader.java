package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads one segment from start to end, through a window as large as the largest block.
final class BlockReader {

  private static final int WINDOW_BYTES = 1 << 20;
  private static final long BLOCK_MAX_BYTES = Integer.MAX_VALUE - 8;

  private final Segment segment;
  private final long magic;
  private byte[] window = new byte[0];
  private long start;
  private int loaded;

  BlockReader(Segment segment, long magic) {
    this.segment = segment;
    this.magic = magic;
  }

  /// Null if there is no intact block at `position`.
  @Nullable Block at(long position) throws IOException, MalformedException {
    if (position > segment.capacity() - Block.HEADER_BYTES || wordAt(position) != magic) {
      return null;
    }
    load(position, Block.HEADER_BYTES);
    var block = Block.readHeader(window, offset(position));
    var rest = Math.min(BLOCK_MAX_BYTES, segment.capacity() - position);
    if (block.payloadBytes() < 0 || block.totalBytes() > rest) {
      return null;
    }
    load(position, (int) block.totalBytes());
    return block.isWhole(window, offset(position)) ? block : null;
  }

  /// The records of the block that [#at] has just found at `position`.
  ByteReader payload(Block block, long position) {
    return new ByteReader(window, offset(position) + Block.HEADER_BYTES, block.payloadBytes());
  }

  /// The position in the segment from which `payload` reads next.
  long positionOf(ByteReader payload) {
    return start + payload.position();
  }

  /// The checksum of the `length` bytes that were loaded from `position` on.
  int checksum(long position, int length) {
    return Place.checksum(window, offset(position), length);
  }

  long wordAt(long position) throws IOException, MalformedException {
    load(position, Long.BYTES);
    return new ByteReader(window, offset(position), Long.BYTES).getLong();
  }

  private void load(long position, int bytes) throws IOException {
    if (position >= start && position + bytes <= start + loaded) {
      return;
    }
    if (window.length < bytes || window.length == 0) {
      window = new byte[Math.max(WINDOW_BYTES, bytes)];
    }
    loaded = 0;
    var length = (int) Math.min(window.length, segment.capacity() - position);
    segment.read(ByteBuffer.wrap(window, 0, length), position);
    start = position;
    loaded = length;
  }

  private int offset(long position) {
    return (int) (position - start);
  }
}
