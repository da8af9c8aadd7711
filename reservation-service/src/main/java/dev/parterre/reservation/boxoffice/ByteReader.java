package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what a [ByteWriter] wrote. Anything else is an [IllegalArgumentException].
final class ByteReader {

  private final byte[] bytes;
  private final int level;
  private int position;

  /// Of what says its own version.
  ByteReader(byte[] bytes) {
    this(bytes, FormatLevel.FIRST);
  }

  ByteReader(byte[] bytes, int level) {
    this.bytes = bytes;
    this.level = level;
  }

  /// The format level at which it was written.
  int level() {
    return level;
  }

  int raw() {
    return bytes[take(1)] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = raw();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  int smallNumber() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a small number: " + value);
    }
    return (int) value;
  }

  /// How many items follow, each of at least one byte.
  int count() {
    int count = smallNumber();
    if (count > bytes.length - position) {
      throw new IllegalArgumentException(
          count + " items announced where there is no room for them");
    }
    return count;
  }

  int[] numbers() {
    var values = new int[count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = smallNumber();
    }
    return values;
  }

  String text() {
    int length = count();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int length = count();
    int from = take(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  SecretId secret() {
    return new SecretId(fixed(), fixed());
  }

  boolean flag() {
    int value = raw();
    if (value > 1) {
      throw new IllegalArgumentException("neither yes nor no: " + value);
    }
    return value == 1;
  }

  boolean atEnd() {
    return position == bytes.length;
  }

  void end() {
    if (!atEnd()) {
      throw new IllegalArgumentException(bytes.length - position + " bytes too many");
    }
  }

  long fixed() {
    int from = take(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << Byte.SIZE) | (bytes[from + i] & 0xFF);
    }
    return value;
  }

  private int take(int length) {
    if (bytes.length - position < length) {
      throw new IllegalArgumentException("ends too early");
    }
    int from = position;
    position += length;
    return from;
  }
}
