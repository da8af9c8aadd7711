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

/// The JSON of a drawing, packed once, by the replica that took the plan in. The others get these
/// bytes with the command and keep them as they are, so all of them send the same. They are zlib's
/// (RFC 1950); gzip (RFC 1952) has the same deflated bytes with another head and tail, which are
/// put around them while they are sent: nothing is packed or kept a second time.
public final class PackedDrawing {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int ZLIB_HEAD = 2;
  private static final int ZLIB_TAIL = 4;

  /// Deflated, and nothing said of a name, a time or a system.
  private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private static final int GZIP_TAIL = 8;
  private static final int FINGERPRINT_BYTES = 16;

  private final byte[] zlib;

  /// Worked out by whoever first sends the drawing, and not where commands are applied. Two at once
  /// come to the same.
  private volatile @Nullable Facts facts;

  /// @param zlib kept as it is, and never changed
  PackedDrawing(byte[] zlib) {
    this.zlib = zlib;
  }

  /// What must be known of the JSON to send it.
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

  /// @throws IllegalArgumentException when these bytes are no drawing
  Drawing unpack() {
    try (var json = json()) {
      return JSON.readValue(json, Drawing.class);
    } catch (JacksonException | IOException foreign) {
      throw new IllegalArgumentException("this is no encoded plan", foreign);
    }
  }

  /// How many bytes are kept.
  int size() {
    return zlib.length;
  }

  byte[] bytes() {
    return zlib.clone();
  }

  /// Unpacked while it is read: many may ask for a large one at once.
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

  /// Of the JSON, and not of how it is packed.
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
