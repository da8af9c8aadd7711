package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.MalformedException;

/// The answer to a [Hello] that was proven; it is proven itself, together with that hello.
///
/// @param format of what follows
/// @param asks whether the answering side itself asks the other for what that has to say
/// @param verdict on the asking side's disk
/// @param disk of the answering side
/// @param clause why it is refused, if it is
record Welcome(
    Status status, int format, boolean asks, DiskVerdict verdict, Claim disk, String clause) {

  enum Status {
    OK(Codes.OK),
    /// No format is known to both.
    OTHER_FORMATS(Codes.BAD_REQUEST),
    MALFORMED(Codes.BAD_REQUEST),
    /// The asking side's disk is not the one it had.
    OTHER_DISK(Codes.CONFLICT),
    GONE(Codes.GONE),
    BUSY(Codes.UNAVAILABLE),
    /// The asking side names other founders.
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
    return out.toByteArray();
  }

  /// What later versions say behind it is passed over.
  static Welcome of(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    var status = value(Status.values(), in.getByte());
    var format = in.getInt();
    var asks = in.getByte() != 0;
    var verdict = value(DiskVerdict.values(), in.getByte());
    var disk = Claim.read(in);
    return new Welcome(status, format, asks, verdict, disk, new String(in.getBytes(), UTF_8));
  }

  private static <E extends Enum<E>> E value(E[] values, byte ordinal) throws MalformedException {
    if (ordinal < 0 || ordinal >= values.length) {
      throw new MalformedException("a value of unknown type " + ordinal);
    }
    return values[ordinal];
  }
}
