package dev.parterre.paxos.format;

import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Message;

/// How log records and messages look as bytes, on the disk and on the wire: one byte for the case,
/// then its components in order. Nothing here tells the version: the log's segments and the wire's
/// exchanges carry it once, in front. What any released version wrote can be read, and messages can
/// be written as an earlier one reads them, so that replicas can be upgraded one after the other.
public final class Format {

  /// Raised when what an older reader would make of the bytes is no longer right.
  public static final byte VERSION = 3;

  /// The first that was released.
  public static final byte OLDEST = 1;

  private static final byte PROMISED = 1;
  private static final byte ACCEPTED_VALUE = 2;
  private static final byte LEARNED = 3;
  private static final byte DECIDED_UP_TO = 4;

  private Format() {}

  public static boolean isKnown(int version) {
    return version >= OLDEST && version <= VERSION;
  }

  /// What any released version wrote to a disk can be read.
  public static void checkKnown(int version) throws MalformedException {
    if (!isKnown(version)) {
      throw new MalformedException("its format version " + version + " is not known");
    }
  }

  /// Always as today's version has it.
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

  /// @param version in which it was written
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

  /// Writes nothing if that version has no such message: its readers must do without.
  public static void write(Message message, int version, ByteWriter out) {
    Messages.write(message, version, out);
  }

  /// @param version in which it was written
  public static Message readMessage(ByteReader in, int version) throws MalformedException {
    return Messages.read(in, version);
  }
}
