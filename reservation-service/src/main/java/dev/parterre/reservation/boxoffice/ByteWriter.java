package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes small values densely: whole numbers take as many bytes as they need.
final class ByteWriter implements Fields {

  private static final int INITIAL_BYTES = 256;
  private static final int VARINT_BYTES_MAX = 10;

  private final int level;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int size;

  /// For what says its own version.
  ByteWriter() {
    this(FormatLevel.FIRST);
  }

  ByteWriter(int level) {
    this.level = level;
  }

  @Override
  public int level() {
    return level;
  }

  ByteWriter raw(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  @Override
  public ByteWriter number(long value) {
    reserve(VARINT_BYTES_MAX);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  @Override
  public ByteWriter numbers(int[] values) {
    number(values.length);
    for (int value : values) {
      number(value);
    }
    return this;
  }

  @Override
  public ByteWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ByteWriter bytes(byte[] value) {
    number(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  @Override
  public ByteWriter secret(SecretId value) {
    return fixed(value.high()).fixed(value.low());
  }

  @Override
  public ByteWriter flag(boolean value) {
    return raw(value ? 1 : 0);
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  int size() {
    return size;
  }

  /// Hands on what was written so far, and begins anew.
  void drainTo(OutputStream out) throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  /// A number that may as well be large.
  ByteWriter fixed(long value) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }
}
