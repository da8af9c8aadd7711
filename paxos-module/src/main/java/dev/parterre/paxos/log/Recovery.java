package dev.parterre.paxos.log;

import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.TreeMap;

/// Reads a log from its first block to its last. Where blocks end but something follows, one of two
/// things happened: a crash tore what had not been forced, then it is cut; or what had been forced
/// is gone, then promises are gone with it and the log is refused.
///
/// Decisions up to a snapshot may be gone. A segment begins with what was decided before it; where
/// the segments before do not say so themselves, they are gone or a peer's snapshot took their
/// place, and the snapshot must hold it.
final class Recovery {

  private final DataDirectory directory;
  private final Slot inSnapshot;
  private final long magic;
  private final Segments segments = new Segments();
  private final Contents contents;

  /// The acceptances of undecided slots. Kept apart from the index: a decision learned for a slot
  /// does not undo the vote, which a later phase 1 must be told.
  private final TreeMap<Slot, Place> votes = new TreeMap<>();

  /// The blocks of the last segment that no later one knows to be forced.
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
  /// @throws RefusedException when the log is not what was forced
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
          "the data directory %s has lost its snapshot of slot %s, or the later one"
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

  /// A crash can have come before all that a compaction had given up was deleted.
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
      throw new RefusedException("the log segment " + missing + " is missing");
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
          "it goes on after slot %s, which nothing before it holds".formatted(slot));
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

  /// Any whole block that stands behind the broken one and knows it to be forced proves damage.
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
            .formatted(segment.path(), position));
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

  /// Where the next block goes in the last segment.
  long position() {
    return position;
  }

  /// From here on nothing says that the last segment's blocks are on the disk.
  long unconfirmedFrom() {
    return unconfirmed.isEmpty() ? position : unconfirmed.getFirst().position();
  }
}
