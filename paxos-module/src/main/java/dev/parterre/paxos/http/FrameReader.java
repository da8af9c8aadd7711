package dev.parterre.paxos.http;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import okio.BufferedSource;

/// Reads the frames of one stream. Everything that it returns is proven: the content of a frame,
/// its header, and how much is still to come.
final class FrameReader {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] NOTHING = {};

  private final BufferedSource in;
  private final FrameCodec codec;
  private final int contentMax;
  private long number;
  private FrameHeader header =
      new FrameHeader(FrameHeader.Read.NOTHING, FrameHeader.Read.NOTHING, 0);
  private byte[] content = NOTHING;
  private int left;
  private int offset;
  private int length;

  /// @param contentMax the most content that may be spread over several frames
  FrameReader(BufferedSource in, byte[] key, int contentMax) {
    this.in = in;
    this.codec = new FrameCodec(key);
    this.contentMax = contentMax;
  }

  /// Reads the next frame.
  ///
  /// @return false if the stream was ended properly
  /// @throws ForgedException when it is not the next frame that the peer sent
  boolean read() throws IOException {
    if (in.exhausted()) {
      if (left > 0) {
        throw new EOFException("the stream ends inside a message");
      }
      return false;
    }
    var bytes = in.readInt();
    if (bytes < FrameCodec.HEADER_BYTES
        || bytes > FrameCodec.HEADER_BYTES + FrameCodec.CONTENT_BYTES) {
      throw new ForgedException("a frame has " + bytes + " bytes");
    }
    number++;
    LONG.set(codec.buffer, 0, number);
    INT.set(codec.buffer, FrameCodec.LENGTH_AT, bytes);
    readFully(FrameCodec.HEADER_AT, bytes + FrameCodec.MAC_BYTES);
    var end = FrameCodec.HEADER_AT + bytes;
    if (!codec.isSealedBy(codec.mac(end), end)) {
      throw new ForgedException("frame " + number + " is not the one that was sent");
    }
    take(bytes - FrameCodec.HEADER_BYTES);
    return true;
  }

  private void readFully(int at, int bytes) throws IOException {
    for (var from = at; from < at + bytes; ) {
      var count = in.read(codec.buffer, from, at + bytes - from);
      if (count < 0) {
        throw new EOFException("the stream ends inside a frame");
      }
      from += count;
    }
  }

  private void take(int bytes) throws IOException {
    header = new FrameHeader(readAt(0), readAt(2 * Long.BYTES), longAt(4 * Long.BYTES));
    var stillLeft = (int) INT.get(codec.buffer, FrameCodec.LEFT_AT);
    var isFirst = left == 0;
    if (stillLeft < bytes || stillLeft > contentMax || (!isFirst && stillLeft != left)) {
      throw new ForgedException("frame " + number + " does not continue the one before");
    }
    if (stillLeft == bytes && isFirst) {
      content = codec.buffer;
      offset = FrameCodec.CONTENT_AT;
      length = bytes;
    } else {
      assemble(bytes, stillLeft, isFirst);
    }
    left = stillLeft - bytes;
  }

  private void assemble(int bytes, int stillLeft, boolean isFirst) {
    if (isFirst) {
      content = new byte[stillLeft];
      offset = 0;
      length = 0;
    }
    System.arraycopy(codec.buffer, FrameCodec.CONTENT_AT, content, length, bytes);
    length += bytes;
  }

  private FrameHeader.Read readAt(int at) {
    return new FrameHeader.Read(longAt(at), longAt(at + Long.BYTES));
  }

  private long longAt(int at) {
    return (long) LONG.get(codec.buffer, FrameCodec.READ_AT + at);
  }

  /// How many frames have been read.
  long number() {
    return number;
  }

  FrameHeader header() {
    return header;
  }

  /// Whether the content to which the last frame belongs is complete.
  boolean isWhole() {
    return left == 0;
  }

  /// The array that holds the content, from [#offset] on, [#length] bytes; valid until the next
  /// frame is read.
  byte[] content() {
    return content;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOfRange(content, offset, offset + length);
  }

  /// Releases the memory of large content.
  void clear() {
    content = NOTHING;
    offset = 0;
    length = 0;
  }
}
