package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;

/// The answer to a [Hello] whose proof was right; it has a proof of its own, which covers that
/// hello, too.
///
/// @param format the format of what follows
/// @param asks whether the server itself requests the client's messages
/// @param verdict the verdict on the client's disk
/// @param disk the server's
/// @param clause why the request is refused, if it is
/// @param level the newest format level that the server's program reads
record Welcome(
    Status status,
    int format,
    boolean asks,
    DiskVerdict verdict,
    Claim disk,
    String clause,
    int level) {

  /// Of programs that do not say it.
  private static final int FIRST_LEVEL = 1;

  enum Status {
    OK(Codes.OK),
    /// There is no format that both know.
    OTHER_FORMATS(Codes.BAD_REQUEST),
    MALFORMED(Codes.BAD_REQUEST),
    /// The client's disk is not the one it had.
    OTHER_DISK(Codes.CONFLICT),
    GONE(Codes.GONE),
    BUSY(Codes.UNAVAILABLE),
    /// The client names other founders.
    OTHER_FOUNDERS(Codes.CONFLICT);

    final int code;

    Status(int code) {
      this.code = code;
    }
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.putByte((byte) status.ordinal());
    out.putInt(format);
    out.putByte((byte) (asks ? 1 : 0));
    out.putByte((byte) verdict.ordinal());
    disk.write(out);
    out.putBytes(clause.getBytes(UTF_8));
    out.putInt(level);
    return out.toByteArray();
  }

  /// Ignores what later versions append.
  static Welcome of(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    var status = value(Status.values(), in.getByte());
    var format = in.getInt();
    var asks = in.getByte() != 0;
    var verdict = value(DiskVerdict.values(), in.getByte());
    var disk = Claim.read(in);
    var clause = new String(in.getBytes(), UTF_8);
    return new Welcome(status, format, asks, verdict, disk, clause, level(in));
  }

  /// What stands at the end, unless the other side's program does not say it.
  static int level(ByteReader in) throws MalformedException {
    return in.remaining() > 0 ? in.getInt() : FIRST_LEVEL;
  }

  private static <E extends Enum<E>> E value(E[] values, byte ordinal) throws MalformedException {
    if (ordinal < 0 || ordinal >= values.length) {
      throw new MalformedException("an unknown value, " + ordinal);
    }
    return values[ordinal];
  }
}
