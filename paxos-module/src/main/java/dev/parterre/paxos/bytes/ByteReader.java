package dev.parterre.paxos.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Reads from a part of a byte array what a [ByteWriter] wrote. Trusts nothing: each length and
/// count is checked against the remaining bytes before anything is allocated for it.
public final class ByteReader {

  private final byte[] array;
  private final int limit;
  private int position;

  public ByteReader(byte[] array) {
    this(array, 0, array.length);
  }

  public ByteReader(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.position = offset;
    this.limit = offset + length;
  }

  /// The position of the next value, from the start of the array.
  public int position() {
    return position;
  }

  public int remaining() {
    return limit - position;
  }

  public byte getByte() throws MalformedException {
    return array[advance(Byte.BYTES)];
  }

  public int getInt() throws MalformedException {
    return (int) ByteWriter.INT.get(array, advance(Integer.BYTES));
  }

  public long getLong() throws MalformedException {
    return (long) ByteWriter.LONG.get(array, advance(Long.BYTES));
  }

  /// The counterpart of [ByteWriter#putNumber].
  public long getNumber() throws MalformedException {
    long value = 0;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var next = getByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number of more than 64 bits");
  }

  /// The counterpart of [ByteWriter#putBytes]: a copy.
  public byte[] getBytes() throws MalformedException {
    return getRaw(getCount(1));
  }

  /// The counterpart of [ByteWriter#putRaw]: a copy.
  public byte[] getRaw(int length) throws MalformedException {
    var start = advance(length);
    return Arrays.copyOfRange(array, start, start + length);
  }

  /// A text of so many bytes of UTF-8; a malformed sequence becomes U+FFFD.
  public String getText(int bytes) throws MalformedException {
    var start = advance(bytes);
    return new String(array, start, bytes, StandardCharsets.UTF_8);
  }

  /// How many elements follow; checked against the remaining bytes, of which each takes at least
  /// `elementBytes`.
  public int getCount(int elementBytes) throws MalformedException {
    var count = getInt();
    if (count < 0 || count > remaining() / elementBytes) {
      throw new MalformedException("a count of " + count + " before " + remaining() + " bytes");
    }
    return count;
  }

  /// Skips this many bytes and returns where they start.
  public int advance(int bytes) throws MalformedException {
    if (bytes < 0 || bytes > remaining()) {
      throw new MalformedException("ends " + remaining() + " bytes into " + bytes);
    }
    var start = position;
    position += bytes;
    return start;
  }
}
