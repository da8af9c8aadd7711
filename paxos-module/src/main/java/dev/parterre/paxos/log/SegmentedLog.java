package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A log in files of equal size. Each append is one block, written by one call; each force is
/// followed by a small block that says so, which need not last itself: it tells a forced block that
/// was damaged later from one that a crash tore.
public final class SegmentedLog implements PaxosLog {

  private static final long MARKER_BYTES = Block.HEADER_BYTES;

  private final DataDirectory directory;
  private final long segmentBytes;
  private final long magic;
  private final Segments segments;
  private final Contents contents;
  private final Recovered recovered;
  private final ByteWriter block = new ByteWriter();
  private int[] recordEnds = new int[16];

  private long nextSequence;
  private long forcedThrough;
  private long position;
  private boolean unforced;
  private boolean closed;
  private @Nullable Throwable death;

  private SegmentedLog(DataDirectory directory, int segmentBytes, Recovery recovery)
      throws IOException {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.magic = directory.storage().getMostSignificantBits();
    this.segments = recovery.segments();
    this.contents = recovery.contents();
    this.recovered = recovery.recovered();
    this.nextSequence = recovery.nextSequence();
    this.position = recovery.position();
  }

  /// Takes over the directory, also when it fails: closing the log closes it.
  ///
  /// @throws RefusedException when the log does not hold what had been forced
  public static SegmentedLog open(DataDirectory directory, int segmentBytes) throws IOException {
    try {
      var recovery = Recovery.of(directory);
      try {
        var log = new SegmentedLog(directory, segmentBytes, recovery);
        log.begin(recovery.unconfirmedFrom());
        return log;
      } catch (IOException | RuntimeException failure) {
        recovery.segments().close();
        throw failure;
      }
    } catch (RefusedException refused) {
      directory.close();
      throw refused;
    } catch (IOException failure) {
      directory.close();
      throw new RefusedException(
          "the log in " + directory.path() + " cannot be opened: " + Disk.reason(failure), failure);
    } catch (RuntimeException failure) {
      directory.close();
      throw failure;
    }
  }

  /// What was read counts as kept only when it is on the disk, whatever the last run had forced.
  /// The marker also sees to it that no segment is left empty: the next would get the same name.
  private void begin(long unconfirmedFrom) throws IOException {
    if (segments.isEmpty()) {
      addSegment(0);
    } else {
      segments.last().writeAgain(unconfirmedFrom, position);
      segments.last().force();
      markFollowed();
    }
    confirm();
    if (!directory.isStarted()) {
      directory.markStarted();
    }
  }

  /// A crash can have come between the making of the last segment and the mark in the one before.
  private void markFollowed() throws IOException {
    if (segments.size() > 1) {
      var before = segments.get(segments.size() - 2);
      if (before.follower() == 0) {
        before.markFollowedBy(segments.last().firstSequence());
      }
      before.release();
    }
  }

  @Override
  public Recovered recovered() {
    return recovered;
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    checkAlive();
    if (records.isEmpty()) {
      return;
    }
    encode(records);
    try {
      if (segments.last().version() != Format.VERSION
          || position + block.length() + MARKER_BYTES > segments.last().capacity()) {
        roll();
      }
      addToContents(records);
      write();
      unforced = true;
    } catch (IOException | RuntimeException failure) {
      death = failure;
      throw failure;
    }
  }

  private void encode(List<LogRecord> records) {
    if (records.size() > recordEnds.length) {
      recordEnds = Arrays.copyOf(recordEnds, Math.max(records.size(), recordEnds.length * 2));
    }
    Block.begin(block);
    for (var i = 0; i < records.size(); i++) {
      Format.write(records.get(i), block);
      recordEnds[i] = block.length();
    }
    Block.finish(block, magic, nextSequence, forcedThrough);
  }

  private void addToContents(List<LogRecord> records) {
    var segment = segments.size() - 1;
    var start = Block.HEADER_BYTES;
    for (var i = 0; i < records.size(); i++) {
      var length = recordEnds[i] - start;
      var checksum = Place.checksum(block.array(), start, length);
      contents.add(records.get(i), new Place(segment, position + start, length, checksum));
      start = recordEnds[i];
    }
  }

  private void write() throws IOException {
    segments.last().write(ByteBuffer.wrap(block.array(), 0, block.length()), position);
    position += block.length();
    nextSequence++;
    block.clear();
  }

  /// All of a segment is durable before there is a next one: only the last can have a torn tail.
  private void roll() throws IOException {
    var full = segments.last();
    full.force();
    forcedThrough = nextSequence - 1;
    addSegment(block.length());
    full.markFollowedBy(nextSequence);
    full.release();
  }

  private void addSegment(long blockBytes) throws IOException {
    var needed = Segment.HEADER_BYTES + blockBytes + MARKER_BYTES;
    var capacity = Block.aligned(Math.max(segmentBytes, needed));
    segments.add(Segment.create(directory.path(), directory.storage(), nextSequence, capacity));
    position = Segment.HEADER_BYTES;
  }

  @Override
  public void force() throws IOException {
    checkAlive();
    if (!unforced) {
      return;
    }
    try {
      segments.last().force();
      confirm();
    } catch (IOException failure) {
      death = failure;
      throw failure;
    }
  }

  private void confirm() throws IOException {
    unforced = false;
    forcedThrough = nextSequence - 1;
    if (position + MARKER_BYTES <= segments.last().capacity()) {
      Block.begin(block);
      Block.finish(block, magic, nextSequence, forcedThrough);
      write();
    }
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    checkAlive();
    var decisions = new ArrayList<Decision>();
    var left = (long) maxBytes;
    try {
      var slot = from;
      for (var place = contents.decidedAt(slot); place != null; place = contents.decidedAt(slot)) {
        left -= place.length();
        if (left < 0 && !decisions.isEmpty()) {
          break;
        }
        decisions.add(decision(segments.load(place)));
        slot = slot.next();
      }
    } catch (IOException failure) {
      death = failure;
      throw failure;
    }
    return decisions;
  }

  private static Decision decision(LogRecord held) {
    return switch (held) {
      case AcceptedValue(var pvalue) -> new Decision(pvalue.slot(), pvalue.proposal());
      case Learned(var decision) -> decision;
      case Promised _, DecidedUpTo _ ->
          throw new IllegalStateException("the index of the log points to " + held);
    };
  }

  private void checkAlive() throws IOException {
    if (closed) {
      throw new IOException("the log in " + directory.path() + " is closed");
    }
    if (death != null) {
      throw new IOException("the log in " + directory.path() + " failed earlier", death);
    }
  }

  /// Forces what was appended unless the log is dead, and gives up the directory.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (death == null) {
        force();
        segments.last().force();
      }
    } finally {
      closed = true;
      try {
        segments.close();
      } finally {
        directory.close();
      }
    }
  }
}
