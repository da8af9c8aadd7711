package dev.parterre.paxos.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes frames to one stream. Content that is too large for one frame is spread over several.
final class FrameWriter {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final OutputStream out;
  private final FrameCodec codec;
  private volatile long number;
  private int left;
  private int filled;

  FrameWriter(OutputStream out, byte[] key) {
    this.out = out;
    this.codec = new FrameCodec(key);
  }

  /// Begins content of this many bytes, which are written next. With none, writes an empty frame.
  void begin(FrameHeader header, int bytes) throws IOException {
    left = bytes;
    filled = 0;
    putRead(header.control(), 0);
    putRead(header.bulk(), 2 * Long.BYTES);
    LONG.set(codec.buffer, FrameCodec.READ_AT + 4 * Long.BYTES, header.forcedThrough());
    if (bytes == 0) {
      writeFrame();
    }
  }

  private void putRead(FrameHeader.Read read, int at) {
    LONG.set(codec.buffer, FrameCodec.READ_AT + at, read.stream());
    LONG.set(codec.buffer, FrameCodec.READ_AT + at + Long.BYTES, read.number());
  }

  void putInt(int value) throws IOException {
    for (var shift = 24; shift >= 0; shift -= 8) {
      codec.buffer[FrameCodec.CONTENT_AT + filled++] = (byte) (value >> shift);
      writeFullFrame();
    }
  }

  void write(byte[] bytes, int length) throws IOException {
    for (var from = 0; from < length; ) {
      var count = Math.min(length - from, FrameCodec.CONTENT_BYTES - filled);
      System.arraycopy(bytes, from, codec.buffer, FrameCodec.CONTENT_AT + filled, count);
      filled += count;
      from += count;
      writeFullFrame();
    }
  }

  /// Writes the frame once it is full, or the content is complete.
  private void writeFullFrame() throws IOException {
    if (filled == FrameCodec.CONTENT_BYTES || filled == left) {
      writeFrame();
    }
  }

  private void writeFrame() throws IOException {
    var next = number + 1;
    LONG.set(codec.buffer, 0, next);
    INT.set(codec.buffer, FrameCodec.LENGTH_AT, FrameCodec.HEADER_BYTES + filled);
    INT.set(codec.buffer, FrameCodec.LEFT_AT, left);
    var end = FrameCodec.CONTENT_AT + filled;
    System.arraycopy(codec.mac(end), 0, codec.buffer, end, FrameCodec.MAC_BYTES);
    out.write(
        codec.buffer, FrameCodec.LENGTH_AT, end + FrameCodec.MAC_BYTES - FrameCodec.LENGTH_AT);
    number = next;
    left -= filled;
    filled = 0;
    if (left == 0) {
      out.flush();
    }
  }

  /// How many frames have been written.
  long number() {
    return number;
  }
}
