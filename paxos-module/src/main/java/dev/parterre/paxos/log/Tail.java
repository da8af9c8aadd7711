package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The end of the log, where it grows. Each append is one block, written by one call. Each force is
/// followed by a small block that says so, which need not be durable itself: it tells a forced
/// block that was damaged later from one that a crash tore. The first block of a segment says what
/// was promised and decided before it, so that the segments before it can be deleted.
final class Tail {

  private static final long MARKER_BYTES = Block.HEADER_BYTES;

  private final DataDirectory directory;
  private final long segmentBytes;
  private final long magic;
  private final Segments segments;
  private final Contents contents;
  private final ByteWriter block = new ByteWriter();
  private final ByteWriter ownBlock = new ByteWriter();
  private int[] recordEnds = new int[16];

  private long nextSequence;
  private volatile long forcedThrough;
  private long position;
  private boolean unforced;

  Tail(DataDirectory directory, int segmentBytes, Recovery recovery) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.magic = directory.storage().getMostSignificantBits();
    this.segments = recovery.segments();
    this.contents = recovery.contents();
    this.nextSequence = recovery.nextSequence();
    this.position = recovery.position();
  }

  /// What was read counts only once it is on the disk, whatever the last process had forced. The
  /// first block also makes sure that no segment is left empty: the next one would get the same
  /// name.
  ///
  /// @param anew whether a new segment has to be begun
  void begin(long unconfirmedFrom, boolean anew) throws IOException {
    if (segments.isEmpty()) {
      addSegment(0);
    } else {
      var last = segments.last();
      last.writeAgain(unconfirmedFrom, position);
      last.force();
      markFollowed();
      if (position == Segment.HEADER_BYTES && last.hasPreamble()) {
        writePreamble();
      } else if (anew || !last.isCurrent()) {
        confirm();
        roll(0);
      }
    }
    segments.last().force();
    confirm();
  }

  /// A crash may have come between creating the last segment and marking the one before it.
  private void markFollowed() throws IOException {
    if (segments.end() - segments.first() > 1) {
      var before = segments.get(segments.end() - 2);
      if (before.follower() == 0) {
        before.markFollowedBy(segments.last().firstSequence());
      }
      before.release();
    }
  }

  void append(List<LogRecord> records) throws IOException {
    encode(records);
    if (position + block.length() + MARKER_BYTES > segments.last().capacity()) {
      roll(block.length());
    }
    addToContents(records);
    write(block);
    unforced = true;
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
  }

  private void addToContents(List<LogRecord> records) {
    var segment = segments.end() - 1;
    var start = Block.HEADER_BYTES;
    for (var i = 0; i < records.size(); i++) {
      var length = recordEnds[i] - start;
      var checksum = Place.checksum(block.array(), start, length);
      contents.add(records.get(i), new Place(segment, position + start, length, checksum));
      start = recordEnds[i];
    }
  }

  private void write(ByteWriter written) throws IOException {
    Block.finish(written, magic, nextSequence, forcedThrough);
    segments.last().write(ByteBuffer.wrap(written.array(), 0, written.length()), position);
    position += written.length();
    nextSequence++;
    written.clear();
  }

  /// Goes on in a new segment, which has room for `blockBytes`. A segment is completely durable
  /// before the next one exists, so only the last can have a torn tail.
  void roll(long blockBytes) throws IOException {
    var full = segments.last();
    full.force();
    forcedThrough = nextSequence - 1;
    addSegment(blockBytes);
    full.markFollowedBy(segments.last().firstSequence());
    full.release();
  }

  private void addSegment(long blockBytes) throws IOException {
    encodePreamble();
    var needed =
        Segment.HEADER_BYTES + Block.aligned(ownBlock.length()) + Block.aligned(blockBytes);
    var capacity = Block.aligned(Math.max(segmentBytes, needed + MARKER_BYTES));
    segments.add(Segment.create(directory, nextSequence, capacity));
    position = Segment.HEADER_BYTES;
    writePreamble();
  }

  private void writePreamble() throws IOException {
    encodePreamble();
    write(ownBlock);
    unforced = true;
  }

  private void encodePreamble() {
    Block.begin(ownBlock);
    Format.write(new Promised(contents.promised()), ownBlock);
    Format.write(new DecidedUpTo(contents.decided()), ownBlock);
  }

  void force() throws IOException {
    if (unforced) {
      segments.last().force();
      confirm();
    }
  }

  private void confirm() throws IOException {
    unforced = false;
    forcedThrough = nextSequence - 1;
    if (position + MARKER_BYTES <= segments.last().capacity()) {
      Block.begin(ownBlock);
      write(ownBlock);
    }
  }

  /// Forces everything, the last marker included.
  void end() throws IOException {
    force();
    segments.last().force();
  }

  /// The last sequence that is known to be durable. May be called on any thread.
  long forcedThrough() {
    return forcedThrough;
  }
}
