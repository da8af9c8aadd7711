package dev.parterre.reservation.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of a drawing, compressed once, by the replica that received the plan. The others get
/// these bytes with the command and keep them unchanged, so that all replicas send the same. Their
/// format is zlib (RFC 1950). For gzip (RFC 1952), which has the same deflated bytes between
/// another header and trailer, only these two are replaced when the drawing is sent, so nothing is
/// compressed or kept twice. May be used by several threads at once.
public final class PackedDrawing {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int ZLIB_HEAD = 2;
  private static final int ZLIB_TAIL = 4;

  /// The method is deflate; no name, no time, unknown system.
  private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private static final int GZIP_TAIL = 8;
  private static final int FINGERPRINT_BYTES = 16;

  private final byte[] zlib;

  /// Computed when the drawing is first sent, not while the command is applied. Two threads that
  /// compute it at once get the same result.
  private volatile @Nullable Facts facts;

  /// @param zlib kept without a copy: not to be changed afterwards
  PackedDrawing(byte[] zlib) {
    this.zlib = zlib;
  }

  /// What has to be known about the JSON before it is sent.
  private record Facts(long length, int crc32, String fingerprint) {}

  static PackedDrawing of(Drawing drawing) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      JSON.writeValue(deflater, drawing);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new PackedDrawing(out.toByteArray());
  }

  /// @throws IllegalArgumentException if these bytes are not a drawing
  Drawing unpack() {
    try (var json = json()) {
      return JSON.readValue(json, Drawing.class);
    } catch (JacksonException | IOException foreign) {
      throw new IllegalArgumentException("this is not an encoded plan", foreign);
    }
  }

  /// The compressed size, in bytes.
  int size() {
    return zlib.length;
  }

  byte[] bytes() {
    return zlib.clone();
  }

  /// Decompressed while it is read, since many clients may ask for a large drawing at once.
  public InputStream json() {
    return new InflaterInputStream(new ByteArrayInputStream(zlib));
  }

  public long jsonLength() {
    return facts().length();
  }

  public InputStream gzip() {
    var facts = facts();
    var tail = ByteBuffer.allocate(GZIP_TAIL).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(facts.crc32()).putInt((int) facts.length());
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(GZIP_HEAD),
                new ByteArrayInputStream(zlib, ZLIB_HEAD, deflatedLength()),
                new ByteArrayInputStream(tail.array()))));
  }

  public int gzipLength() {
    return GZIP_HEAD.length + deflatedLength() + GZIP_TAIL;
  }

  /// 128 bits of a digest of the JSON, in hex; independent of its compression.
  public String fingerprint() {
    return facts().fingerprint();
  }

  private int deflatedLength() {
    return zlib.length - ZLIB_HEAD - ZLIB_TAIL;
  }

  private Facts facts() {
    var known = facts;
    if (known == null) {
      known = readThrough();
      facts = known;
    }
    return known;
  }

  private Facts readThrough() {
    var crc32 = new CRC32();
    var sha256 = sha256();
    try (var in = new DigestInputStream(new CheckedInputStream(json(), crc32), sha256)) {
      long length = in.transferTo(OutputStream.nullOutputStream());
      var fingerprint = HexFormat.of().formatHex(sha256.digest(), 0, FINGERPRINT_BYTES);
      return new Facts(length, (int) crc32.getValue(), fingerprint);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
