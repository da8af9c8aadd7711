package dev.parterre.paxos.format;

import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Message;

/// How log records and messages look as bytes, on the disk and on the wire: one byte for the case,
/// then its components in order. Nothing here tells the version: the log's segments and the wire's
/// exchanges carry [#VERSION] once, in front.
public final class Format {

  /// Raised when what an older reader would make of the bytes is no longer right.
  public static final byte VERSION = 2;

  private static final byte OLDEST = 1;

  private static final byte PROMISED = 1;
  private static final byte ACCEPTED_VALUE = 2;
  private static final byte LEARNED = 3;
  private static final byte DECIDED_UP_TO = 4;

  private Format() {}

  /// What any released version wrote to a disk can be read.
  public static void checkKnown(byte version) throws MalformedException {
    if (version < OLDEST || version > VERSION) {
      throw new MalformedException("its format version " + version + " is not known");
    }
  }

  public static void write(LogRecord written, ByteWriter out) {
    switch (written) {
      case Promised(var ballot) -> {
        out.putByte(PROMISED);
        Parts.write(ballot, out);
      }
      case AcceptedValue(var pvalue) -> {
        out.putByte(ACCEPTED_VALUE);
        Parts.write(pvalue, out);
      }
      case Learned(var decision) -> {
        out.putByte(LEARNED);
        Parts.write(decision, out);
      }
      case DecidedUpTo(var slot) -> {
        out.putByte(DECIDED_UP_TO);
        Parts.write(slot, out);
      }
    }
  }

  public static LogRecord readLogRecord(ByteReader in) throws MalformedException {
    var type = in.getByte();
    return switch (type) {
      case PROMISED -> new Promised(Parts.readBallot(in));
      case ACCEPTED_VALUE -> new AcceptedValue(Parts.readPValue(in));
      case LEARNED -> new Learned(Parts.readDecision(in));
      case DECIDED_UP_TO -> new DecidedUpTo(Parts.readSlot(in));
      default -> throw new MalformedException("a log record of unknown type " + type);
    };
  }

  public static void write(Message message, ByteWriter out) {
    Messages.write(message, out);
  }

  public static Message readMessage(ByteReader in) throws MalformedException {
    return Messages.read(in);
  }
}
