package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The files of a log in order, each with a number: the first had 0 when the log was opened. The
/// last one is kept open, and the one that was read last.
final class Segments {

  private final List<Segment> segments = new ArrayList<>();
  private int first;
  private int readLast;

  boolean isEmpty() {
    return segments.isEmpty();
  }

  int first() {
    return first;
  }

  /// The number that the next segment will get.
  int end() {
    return first + segments.size();
  }

  Segment get(int number) {
    return segments.get(number - first);
  }

  Segment last() {
    return segments.getLast();
  }

  void add(Segment segment) {
    segments.add(segment);
  }

  /// Deletes the oldest first, so that a crash in between leaves no gap.
  void deleteBefore(int number) throws IOException {
    while (first < number) {
      segments.getFirst().delete();
      segments.removeFirst();
      first++;
    }
    readLast = Math.max(readLast, first);
  }

  LogRecord load(Place place) throws IOException {
    if (readLast != place.segment() && readLast != end() - 1) {
      get(readLast).release();
    }
    readLast = place.segment();
    var segment = get(readLast);
    var bytes = new byte[place.length()];
    segment.read(ByteBuffer.wrap(bytes), place.position());
    if (Place.checksum(bytes, 0, bytes.length) != place.checksum()) {
      throw new IOException(
          "the log segment %s changed at position %d while it was in use"
              .formatted(segment.path(), place.position()));
    }
    try {
      return Format.readLogRecord(new ByteReader(bytes), segment.version());
    } catch (MalformedException impossible) {
      throw new IllegalStateException("a record of the log cannot be decoded", impossible);
    }
  }

  void close() throws IOException {
    for (var segment : segments) {
      segment.release();
    }
  }
}
