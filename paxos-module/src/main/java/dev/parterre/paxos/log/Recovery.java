package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.TreeMap;

/// Reads a log from its first block to its last. If the blocks end but something follows, one of
/// two things happened. Either a crash tore what had not been forced: then it is cut off. Or
/// something that had been forced is lost, and promises with it: then the log is refused.
///
/// Decisions up to a snapshot may be missing. A segment begins with what was decided before it. If
/// that goes beyond the segments before it, they were deleted or replaced by a peer's snapshot, and
/// the snapshot must hold what is missing.
final class Recovery {

  private final DataDirectory directory;
  private final Slot inSnapshot;
  private final long magic;
  private final Segments segments = new Segments();
  private final Contents contents;

  /// The acceptances of undecided slots. Kept apart from the index: learning a decision for a slot
  /// does not undo the vote, which a later phase 1 must be told.
  private final TreeMap<Slot, Place> votes = new TreeMap<>();

  /// The blocks of the last segment that no later block says were forced.
  private final Deque<Unconfirmed> unconfirmed = new ArrayDeque<>();

  private long nextSequence;
  private long position;

  private record Unconfirmed(long sequence, long position) {}

  private Recovery(DataDirectory directory, Slot inSnapshot) {
    this.directory = directory;
    this.inSnapshot = inSnapshot;
    this.contents = new Contents(inSnapshot);
    this.nextSequence = directory.firstSequence();
    this.magic = directory.storage().getMostSignificantBits();
  }

  /// @param inSnapshot the last slot of the newest snapshot
  /// @throws RefusedException when the log lacks something that had been forced
  static Recovery of(DataDirectory directory, Slot inSnapshot) throws IOException {
    var recovery = new Recovery(directory, inSnapshot);
    try {
      recovery.openSegments();
      for (var number = 0; number < recovery.segments.end(); number++) {
        recovery.readSegment(number);
      }
    } catch (IOException | RuntimeException failure) {
      recovery.segments.close();
      throw failure;
    }
    return recovery;
  }

  private void openSegments() throws IOException {
    if (directory.compacted().isAfter(inSnapshot)) {
      throw new RefusedException(
          "the data directory %s has lost its snapshot of slot %s, or a later one: its log is of no use"
              .formatted(directory.path(), directory.compacted()));
    }
    for (var file : directory.files()) {
      if (Segment.isSegment(file)) {
        openSegment(Segment.open(directory, file));
      } else if (file.toString().endsWith(Segment.SUFFIX + Disk.UNFINISHED)) {
        directory.disk().delete(file);
      }
    }
    if (directory.isStarted() || !segments.isEmpty()) {
      checkPresent(0, nextSequence);
    }
    for (var number = 0; number < segments.end(); number++) {
      if (segments.get(number).follower() != 0) {
        checkPresent(number + 1, segments.get(number).follower());
      }
    }
  }

  /// A crash may have come before a compaction had deleted all it meant to.
  private void openSegment(Segment segment) throws IOException {
    if (segment.firstSequence() < directory.firstSequence()) {
      segment.delete();
    } else {
      segments.add(segment);
    }
  }

  private void checkPresent(int number, long sequence) throws RefusedException {
    if (number >= segments.end() || segments.get(number).firstSequence() != sequence) {
      var missing = directory.path().resolve(Segment.name(sequence));
      throw new RefusedException(
          "the log segment " + missing + " is missing: this replica may have lost promises");
    }
  }

  private void readSegment(int number) throws IOException {
    var segment = segments.get(number);
    unconfirmed.clear();
    try {
      var blocks = new BlockReader(segment, magic);
      readBlocks(number, blocks);
      if (number == segments.end() - 1) {
        cutTail(segment, blocks);
      } else if (segments.get(number + 1).firstSequence() != nextSequence) {
        throw damaged(segment, position);
      } else {
        segment.release();
      }
    } catch (MalformedException | IllegalStateException unreadable) {
      throw new RefusedException(
          "the log segment " + segment.path() + " cannot be used: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private void readBlocks(int number, BlockReader blocks) throws IOException, MalformedException {
    position = Segment.HEADER_BYTES;
    for (var block = blocks.at(position); block != null; block = blocks.at(position)) {
      if (block.sequence() != nextSequence) {
        throw damaged(segments.get(number), position);
      }
      readRecords(number, block, blocks);
      while (!unconfirmed.isEmpty() && unconfirmed.getFirst().sequence() <= block.forcedThrough()) {
        unconfirmed.removeFirst();
      }
      unconfirmed.addLast(new Unconfirmed(nextSequence, position));
      nextSequence++;
      position += block.totalBytes();
    }
  }

  private void readRecords(int number, Block block, BlockReader blocks) throws MalformedException {
    var payload = blocks.payload(block, position);
    while (payload.remaining() > 0) {
      var at = blocks.positionOf(payload);
      var found = Format.readLogRecord(payload, segments.get(number).version());
      if (position == Segment.HEADER_BYTES && segments.get(number).hasPreamble()) {
        checkPreamble(found);
      }
      var length = (int) (blocks.positionOf(payload) - at);
      add(found, new Place(number, at, length, blocks.checksum(at, length)));
    }
  }

  private void checkPreamble(LogRecord found) {
    if (!(found instanceof DecidedUpTo(var slot)) || !slot.isAfter(contents.decided())) {
      return;
    }
    if (slot.isAfter(inSnapshot)) {
      throw new IllegalStateException(
          "it continues slot %s, which neither an earlier segment nor the snapshot holds"
              .formatted(slot));
    }
    contents.install(slot);
  }

  private void add(LogRecord found, Place place) {
    contents.add(found, place);
    switch (found) {
      case AcceptedValue(var pvalue) -> {
        if (pvalue.slot().isAfter(contents.decided())) {
          votes.put(pvalue.slot(), place);
        }
      }
      case Promised _, Learned _ -> {}
      case DecidedUpTo(var slot) -> votes.headMap(slot, true).clear();
    }
  }

  /// Any intact block after the broken one that says that the broken one was forced proves damage.
  private void cutTail(Segment segment, BlockReader blocks) throws IOException, MalformedException {
    var end = position;
    for (var at = position; at < segment.capacity(); at += Block.ALIGNMENT) {
      if (blocks.wordAt(at) == 0) {
        continue;
      }
      end = at + Block.ALIGNMENT;
      var block = blocks.at(at);
      if (block != null && block.forcedThrough() >= nextSequence) {
        throw damaged(segment, position);
      }
    }
    if (end > position) {
      segment.zero(position, end);
      segment.force();
    }
  }

  private static RefusedException damaged(Segment segment, long position) {
    return new RefusedException(
        "the log segment %s is damaged at position %d, which had been forced to the disk"
                .formatted(segment.path(), position)
            + ": this replica may have lost promises");
  }

  PaxosLog.Recovered recovered() throws IOException {
    var accepted = new ArrayList<PValue>(votes.size());
    var decided = Slot.max(inSnapshot, contents.decided());
    for (var place : votes.tailMap(decided, false).values()) {
      if (segments.load(place) instanceof AcceptedValue(var pvalue)) {
        accepted.add(pvalue);
      }
    }
    return new PaxosLog.Recovered(contents.promised(), accepted, decided);
  }

  Segments segments() {
    return segments;
  }

  Contents contents() {
    return contents;
  }

  long nextSequence() {
    return nextSequence;
  }

  /// The position of the next block in the last segment.
  long position() {
    return position;
  }

  /// From here on, no block says that the blocks of the last segment were forced.
  long unconfirmedFrom() {
    return unconfirmed.isEmpty() ? position : unconfirmed.getFirst().position();
  }
}
