package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;

/// Reads the content of one snapshot's file, and returns nothing of a chunk before it was checked.
/// The end of the stream is the end of a complete snapshot: a truncated one ends with an exception.
final class SnapshotReader extends InputStream {

  private final Disk disk;
  private final Path file;
  private final FileChannel channel;
  private final Slot slot;
  private final CRC32C whole = new CRC32C();
  private final byte[] chunk = new byte[SnapshotFile.CHUNK_BYTES];
  private int length;
  private int taken;
  private long position;
  private boolean ended;

  private SnapshotReader(Disk disk, Path file, FileChannel channel) throws IOException {
    this.disk = disk;
    this.file = file;
    this.channel = channel;
    var header = new byte[SnapshotFile.HEADER_BYTES];
    get(header, header.length);
    try {
      this.slot = SnapshotFile.readHeader(header);
    } catch (MalformedException invalid) {
      throw new IOException("the snapshot " + file + ": " + invalid.getMessage(), invalid);
    }
  }

  static SnapshotReader open(Disk disk, Path file) throws IOException {
    var channel = disk.open(file, StandardOpenOption.READ);
    try {
      return new SnapshotReader(disk, file, channel);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  /// Reads and checks the whole file.
  static Snapshot check(Disk disk, Path file) throws IOException {
    try (var reader = open(disk, file)) {
      while (!reader.ended) {
        reader.nextChunk();
      }
      return new Snapshot(reader.slot, reader.position, (int) reader.whole.getValue());
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    Objects.checkFromIndexSize(offset, wanted, bytes.length);
    if (wanted == 0) {
      return 0;
    }
    if (taken == length && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    var some = Math.min(wanted, length - taken);
    System.arraycopy(chunk, taken, bytes, offset, some);
    taken += some;
    return some;
  }

  private void nextChunk() throws IOException {
    var start = position;
    var head = new byte[SnapshotFile.CHUNK_HEADER_BYTES];
    get(head, head.length);
    length = ByteBuffer.wrap(head).getInt();
    taken = 0;
    if (length < 0 || length > chunk.length) {
      throw damaged(start);
    }
    get(chunk, length);
    if (ByteBuffer.wrap(head).getInt(Integer.BYTES)
        != SnapshotFile.checksum(start, chunk, length)) {
      throw damaged(start);
    }
    if (length == 0) {
      ended = true;
      if (channel.size() != position) {
        throw damaged(position);
      }
    }
  }

  private void get(byte[] into, int bytes) throws IOException {
    try {
      disk.read(channel, ByteBuffer.wrap(into, 0, bytes), position);
    } catch (EOFException cut) {
      throw new IOException("the snapshot " + file + " is truncated: " + cut.getMessage(), cut);
    }
    whole.update(into, 0, bytes);
    position += bytes;
  }

  private IOException damaged(long at) {
    return new IOException("the snapshot " + file + " is damaged at position " + at);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
