package dev.parterre.paxos.format;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Message;

/// The encoding of log records and messages, on the disk and on the wire: one byte for the case,
/// then its components in order. The version is not part of it: each segment of the log carries it
/// in its header, and a stream agrees on it when it is opened. What any released version wrote can
/// be read, and messages can be written so that an earlier version can read them. So replicas can
/// be upgraded one after the other.
public final class Format {

  /// Raised whenever an older reader would misread the bytes.
  public static final byte VERSION = 3;

  /// The first version that was released.
  public static final byte OLDEST = 1;

  /// The first version that replicas can still use between each other: the one that introduced
  /// streams.
  public static final byte OLDEST_ON_WIRE = 3;

  private static final byte PROMISED = 1;
  private static final byte ACCEPTED_VALUE = 2;
  private static final byte LEARNED = 3;
  private static final byte DECIDED_UP_TO = 4;

  private Format() {}

  public static boolean isKnown(int version) {
    return version >= OLDEST && version <= VERSION;
  }

  /// Accepts every version that was ever released, since what it wrote to a disk can be read.
  public static void checkKnown(int version) throws MalformedException {
    if (!isKnown(version)) {
      throw new MalformedException("its format version " + version + " is not known");
    }
  }

  /// Always writes the current version.
  public static void write(LogRecord written, ByteWriter out) {
    switch (written) {
      case Promised(var ballot) -> {
        out.putByte(PROMISED);
        Parts.write(ballot, out);
      }
      case AcceptedValue(var pvalue) -> {
        out.putByte(ACCEPTED_VALUE);
        Parts.write(pvalue, VERSION, out);
      }
      case Learned(var decision) -> {
        out.putByte(LEARNED);
        Parts.write(decision, VERSION, out);
      }
      case DecidedUpTo(var slot) -> {
        out.putByte(DECIDED_UP_TO);
        Parts.write(slot, out);
      }
    }
  }

  /// @param version the version in which it was written
  public static LogRecord readLogRecord(ByteReader in, int version) throws MalformedException {
    var type = in.getByte();
    return switch (type) {
      case PROMISED -> new Promised(Parts.readBallot(in));
      case ACCEPTED_VALUE -> new AcceptedValue(Parts.readPValue(in, version));
      case LEARNED -> new Learned(Parts.readDecision(in, version));
      case DECIDED_UP_TO -> new DecidedUpTo(Parts.readSlot(in));
      default -> throw new MalformedException("a log record of unknown type " + type);
    };
  }

  /// Writes nothing if that version has no such message: its readers do without it.
  public static void write(Message message, int version, ByteWriter out) {
    Messages.write(message, version, out);
  }

  /// @param version the version in which it was written
  public static Message readMessage(ByteReader in, int version) throws MalformedException {
    return Messages.read(in, version);
  }
}
