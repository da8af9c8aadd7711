package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads what a [FieldWriter] wrote. Every method throws an [IllegalArgumentException] if the bytes
/// are anything else.
final class FieldReader {

  private final ByteReader in;
  private final int level;

  /// For bytes that contain the version of their format.
  FieldReader(byte[] bytes) {
    this(bytes, FormatLevel.FIRST);
  }

  FieldReader(byte[] bytes, int level) {
    in = new ByteReader(bytes);
    this.level = level;
  }

  /// The format level at which the bytes were written.
  int level() {
    return level;
  }

  int raw() {
    try {
      return in.getByte() & 0xFF;
    } catch (MalformedException e) {
      throw malformed(e);
    }
  }

  long number() {
    try {
      return in.getNumber();
    } catch (MalformedException e) {
      throw malformed(e);
    }
  }

  int smallNumber() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "not a number from 0 to " + Integer.MAX_VALUE + ": " + value);
    }
    return (int) value;
  }

  /// How many items follow, each of at least one byte.
  int count() {
    int count = smallNumber();
    if (count > in.remaining()) {
      throw new IllegalArgumentException(
          count + " items announced, but only " + in.remaining() + " bytes follow");
    }
    return count;
  }

  /// Items of at least one byte each.
  <T> List<T> list(Supplier<T> item) {
    int count = count();
    var items = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      items.add(item.get());
    }
    return items;
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
    try {
      return in.getText(length);
    } catch (MalformedException e) {
      throw malformed(e);
    }
  }

  byte[] bytes() {
    int length = count();
    try {
      return in.getRaw(length);
    } catch (MalformedException e) {
      throw malformed(e);
    }
  }

  SecretId secret() {
    return new SecretId(fixed(), fixed());
  }

  boolean flag() {
    int value = raw();
    if (value > 1) {
      throw new IllegalArgumentException("a flag must be 0 or 1, and is " + value);
    }
    return value == 1;
  }

  boolean atEnd() {
    return in.remaining() == 0;
  }

  void end() {
    if (!atEnd()) {
      throw new IllegalArgumentException(in.remaining() + " bytes too many");
    }
  }

  long fixed() {
    try {
      return in.getLong();
    } catch (MalformedException e) {
      throw malformed(e);
    }
  }

  private static IllegalArgumentException malformed(MalformedException cause) {
    return new IllegalArgumentException(cause.getMessage(), cause);
  }
}
