package dev.parterre.paxos.log;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;

/// Writes one snapshot's file, with one chunk at a time in memory. It is forced piece by piece: one
/// force of everything would hold up those of the log, on the same disk, for as long as it takes.
final class SnapshotWriter extends OutputStream {

  private static final int PIECE_BYTES = 1 << 20;

  private final Disk disk;
  private final FileChannel channel;
  private final Slot slot;
  private final CRC32C whole = new CRC32C();
  private final byte[] chunk = new byte[SnapshotFile.CHUNK_BYTES];
  private int filled;
  private long position;
  private long forced;

  private SnapshotWriter(Disk disk, FileChannel channel, Slot slot) throws IOException {
    this.disk = disk;
    this.channel = channel;
    this.slot = slot;
    put(SnapshotFile.header(slot), SnapshotFile.HEADER_BYTES);
  }

  static SnapshotWriter create(Disk disk, Path file, Slot slot) throws IOException {
    var channel = disk.create(file);
    try {
      return new SnapshotWriter(disk, channel, slot);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    var at = offset;
    var end = offset + length;
    while (at < end) {
      var some = Math.min(end - at, chunk.length - filled);
      System.arraycopy(bytes, at, chunk, filled, some);
      filled += some;
      at += some;
      if (filled == chunk.length) {
        putChunk();
      }
    }
  }

  /// Writes the last chunk and the end, and forces the file.
  Snapshot finish() throws IOException {
    if (filled > 0) {
      putChunk();
    }
    putChunk();
    force();
    return new Snapshot(slot, position, (int) whole.getValue());
  }

  private void putChunk() throws IOException {
    var head = ByteBuffer.allocate(SnapshotFile.CHUNK_HEADER_BYTES).putInt(filled);
    head.putInt(SnapshotFile.checksum(position, chunk, filled));
    put(head.array(), SnapshotFile.CHUNK_HEADER_BYTES);
    put(chunk, filled);
    filled = 0;
    if (isPiece(forced, position)) {
      force();
    }
  }

  /// Whether so much was written between two positions that it is to be forced now.
  static boolean isPiece(long from, long to) {
    return from / PIECE_BYTES < to / PIECE_BYTES;
  }

  private void force() throws IOException {
    disk.force(channel);
    forced = position;
  }

  private void put(byte[] bytes, int length) throws IOException {
    disk.write(channel, ByteBuffer.wrap(bytes, 0, length), position);
    whole.update(bytes, 0, length);
    position += length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
