package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.bytes.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes fields as bytes. A number takes as many bytes as its value needs, except by [#fixed].
final class FieldWriter implements Fields {

  private static final int FIRST_BYTES = 256;

  private final int level;
  private final ByteWriter out = new ByteWriter(FIRST_BYTES);

  /// For bytes that contain the version of their format.
  FieldWriter() {
    this(FormatLevel.FIRST);
  }

  FieldWriter(int level) {
    this.level = level;
  }

  @Override
  public int level() {
    return level;
  }

  FieldWriter raw(int value) {
    out.putByte((byte) value);
    return this;
  }

  @Override
  public FieldWriter number(long value) {
    out.putNumber(value);
    return this;
  }

  @Override
  public FieldWriter numbers(int[] values) {
    number(values.length);
    for (int value : values) {
      number(value);
    }
    return this;
  }

  @Override
  public FieldWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public FieldWriter bytes(byte[] value) {
    number(value.length);
    out.putRaw(value);
    return this;
  }

  @Override
  public FieldWriter secret(SecretId value) {
    return fixed(value.high()).fixed(value.low());
  }

  @Override
  public FieldWriter flag(boolean value) {
    return raw(value ? 1 : 0);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  int size() {
    return out.length();
  }

  /// Moves what was written so far to the target.
  void drainTo(OutputStream target) throws IOException {
    target.write(out.array(), 0, out.length());
    out.clear();
  }

  /// A number of which large values are as likely as small ones: always 8 bytes.
  FieldWriter fixed(long value) {
    out.putLong(value);
    return this;
  }
}
