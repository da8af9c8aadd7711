package dev.parterre.paxos.simulation.files;

import dev.parterre.paxos.simulation.files.Touch.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/// An open file.
final class SimulatedFile extends FileChannel {

  private final FileContent content;
  private final Touch touch;
  private long position;

  SimulatedFile(FileContent content, Touch touch) {
    this.content = content;
    this.touch = touch;
  }

  @Override
  public int read(ByteBuffer into) {
    var count = read(into, position);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public int read(ByteBuffer into, long from) {
    var count = (int) Math.min(into.remaining(), content.length() - from);
    if (count <= 0) {
      return into.hasRemaining() ? -1 : 0;
    }
    into.put(content.bytes(), (int) from, count);
    return count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    var count = write(from, position);
    position += count;
    return count;
  }

  /// A write that fails has written half.
  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    var count = from.remaining();
    var source = new byte[count];
    from.get(source);
    try {
      touch.before(Kind.WRITE);
    } catch (IOException | RuntimeException failure) {
      content.write(source, 0, count / 2, (int) at);
      throw failure;
    }
    content.write(source, 0, count, (int) at);
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return content.length();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    touch.before(Kind.FORCE);
    content.force();
  }

  /// There is one process per machine, so every lock is granted.
  @Override
  public FileLock tryLock(long from, long size, boolean shared) {
    return new FileLock(this, from, size, shared) {
      @Override
      public boolean isValid() {
        return isOpen();
      }

      @Override
      public void release() {}
    };
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    return tryLock(from, size, shared);
  }

  @Override
  protected void implCloseChannel() {}

  @Override
  public long read(ByteBuffer @Nullable [] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer @Nullable [] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long from, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException();
  }
}
