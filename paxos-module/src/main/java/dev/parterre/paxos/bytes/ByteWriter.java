package dev.parterre.paxos.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes values into a byte array that grows as needed and is reused after [#clear]: big-endian
/// ones of a fixed size, and numbers that are mostly small ([#putNumber]).
public final class ByteWriter {

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int FIRST_BYTES = 1 << 10;

  /// A larger array is released by [#clear], so that one large command does not hold its memory
  /// forever.
  private static final int KEPT_BYTES = 4 << 20;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final int NUMBER_BYTES_MAX = 10;

  private byte[] array;
  private int length;

  public ByteWriter() {
    this(FIRST_BYTES);
  }

  /// @param firstBytes how many bytes there is room for before the array has to grow
  public ByteWriter(int firstBytes) {
    array = new byte[firstBytes];
  }

  /// The bytes written are the first [#length] of this array; valid until the next call.
  public byte[] array() {
    return array;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }

  public void clear() {
    length = 0;
    if (array.length > KEPT_BYTES) {
      array = new byte[FIRST_BYTES];
    }
  }

  public void putByte(byte value) {
    ensure(Byte.BYTES);
    array[length++] = value;
  }

  public void putInt(int value) {
    ensure(Integer.BYTES);
    INT.set(array, length, value);
    length += Integer.BYTES;
  }

  public void putLong(long value) {
    ensure(Long.BYTES);
    LONG.set(array, length, value);
    length += Long.BYTES;
  }

  /// Writes a number in as many bytes as it needs, seven bits in each, the lowest first (LEB128):
  /// one byte below 128, ten if it is negative.
  public void putNumber(long value) {
    ensure(NUMBER_BYTES_MAX);
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    array[length++] = (byte) rest;
  }

  /// Writes the number of bytes, as an `int`, then the bytes.
  public void putBytes(byte[] bytes) {
    putInt(bytes.length);
    putRaw(bytes);
  }

  /// Writes the bytes alone.
  public void putRaw(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  public void putZeros(int count) {
    ensure(count);
    Arrays.fill(array, length, length + count, (byte) 0);
    length += count;
  }

  /// Overwrites what is at `position`: for a length or checksum that is only known afterwards.
  public void setInt(int position, int value) {
    checkWritten(position, Integer.BYTES);
    INT.set(array, position, value);
  }

  /// Overwrites what is at `position`.
  public void setLong(int position, long value) {
    checkWritten(position, Long.BYTES);
    LONG.set(array, position, value);
  }

  private void checkWritten(int position, int bytes) {
    if (position < 0 || position > length - bytes) {
      throw new IndexOutOfBoundsException("nothing was written at " + position);
    }
  }

  private void ensure(int more) {
    if (more <= array.length - length) {
      return;
    }
    var needed = (long) length + more;
    if (needed > MAX_BYTES) {
      throw new IllegalStateException("more than " + MAX_BYTES + " bytes in one buffer");
    }
    array = Arrays.copyOf(array, (int) Math.min(MAX_BYTES, Math.max(needed, array.length * 2L)));
  }
}
