package dev.parterre.paxos.http;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import okio.BufferedSource;

/// Reads the frames of one stream. Nothing that it tells was not proven: neither the content of a
/// frame nor its header, nor how much is still to come.
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

  /// @param contentMax that may be spread over several frames
  FrameReader(BufferedSource in, byte[] key, int contentMax) {
    this.in = in;
    this.codec = new FrameCodec(key);
    this.contentMax = contentMax;
  }

  /// Reads the next frame.
  ///
  /// @return false at the end, where it is in good order
  /// @throws ForgedException when it is not the next that the peer sent
  boolean read() throws IOException {
    if (in.exhausted()) {
      if (left > 0) {
        throw new EOFException("the stream ends inside of a message");
      }
      return false;
    }
    var bytes = in.readInt();
    if (bytes < FrameCodec.HEADER_BYTES
        || bytes > FrameCodec.HEADER_BYTES + FrameCodec.CONTENT_BYTES) {
      throw new ForgedException("a frame of " + bytes + " bytes");
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
        throw new EOFException("the stream ends inside of a frame");
      }
      from += count;
    }
  }

  private void take(int bytes) throws IOException {
    header = new FrameHeader(readAt(0), readAt(2 * Long.BYTES), longAt(4 * Long.BYTES));
    var stillLeft = (int) INT.get(codec.buffer, FrameCodec.LEFT_AT);
    var isFirst = left == 0;
    if (stillLeft < bytes || stillLeft > contentMax || (!isFirst && stillLeft != left)) {
      throw new ForgedException("frame " + number + " does not go with the one before");
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

  /// Whether the content that the last frame belongs to is complete.
  boolean isWhole() {
    return left == 0;
  }

  /// The array that the content is in, from [#offset] on, [#length] bytes; until the next is read.
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

  /// Lets go of what was large.
  void clear() {
    content = NOTHING;
    offset = 0;
    length = 0;
  }
}
