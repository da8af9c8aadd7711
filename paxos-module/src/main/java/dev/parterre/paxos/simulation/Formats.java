package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;

/// What becomes of a message on the wire, where each node has settings of its own: it is written
/// and read again, as the transport does it. Replicas speak one format only.
final class Formats {

  private final boolean isTranslated;
  private final Counters counters;

  Formats(Setup setup, Counters counters) {
    this.counters = counters;
    isTranslated = setup.surroundings().differing();
  }

  /// What the receiver reads.
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
