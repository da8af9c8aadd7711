package dev.parterre.paxos.log;

import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The files of a log in order, each by its number: the first had 0 when the log was opened. Holds
/// open the last one, and the one that was read last.
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

  /// The number that the next one will get.
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

  /// Deletes from the front, so that a crash on the way leaves no hole.
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
      throw new IllegalStateException("a record was written that cannot be read", impossible);
    }
  }

  void close() throws IOException {
    for (var segment : segments) {
      segment.release();
    }
  }
}
