package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.format.Format;

/// In runs in which each node has settings of its own, writes each message and reads it again, as
/// the transport does. All replicas use one format.
final class Formats {

  private final boolean isTranslated;
  private final Counters counters;

  Formats(Setup setup, Counters counters) {
    this.counters = counters;
    isTranslated = setup.surroundings().differing();
  }

  /// The envelope as the receiver reads it.
  Envelope translate(Envelope envelope) {
    if (!isTranslated) {
      return envelope;
    }
    counters.count(Sometimes.MESSAGE_WRITTEN_AND_READ);
    var out = new ByteWriter();
    Format.write(envelope.message(), Format.VERSION, out);
    return new Envelope(envelope.from(), envelope.to(), read(out));
  }

  private static Message read(ByteWriter written) {
    try {
      var in = new ByteReader(written.toByteArray());
      var message = Format.readMessage(in, Format.VERSION);
      check(in.remaining() == 0, "a message is read as far as it was written");
      return message;
    } catch (MalformedException malformed) {
      throw new IllegalStateException("a message is read as it was written", malformed);
    }
  }
}
