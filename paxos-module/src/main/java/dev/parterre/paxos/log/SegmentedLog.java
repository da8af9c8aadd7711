package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A log in files of equal size, which begins with a snapshot once the first of them have been
/// deleted.
public final class SegmentedLog implements PaxosLog {

  private final DataDirectory directory;
  private final SnapshotFiles snapshots;
  private final Segments segments;
  private final Contents contents;
  private final Recovered recovered;
  private final Tail tail;

  private boolean closed;
  private @Nullable Throwable death;

  private interface Work {
    void run() throws IOException;
  }

  private SegmentedLog(
      DataDirectory directory, SnapshotFiles snapshots, int segmentBytes, Recovery recovery)
      throws IOException {
    this.directory = directory;
    this.snapshots = snapshots;
    this.segments = recovery.segments();
    this.contents = recovery.contents();
    this.recovered = recovery.recovered();
    this.tail = new Tail(directory, segmentBytes, recovery);
  }

  /// Takes over the directory, even if this fails: closing the log closes it.
  ///
  /// @throws RefusedException when the log lacks something that had been forced
  public static SegmentedLog open(DataDirectory directory, int segmentBytes) throws IOException {
    return open(directory, segmentBytes, System::nanoTime);
  }

  /// @param nanoTime the clock by which snapshots that a peer is fetching are kept for a while
  public static SegmentedLog open(DataDirectory directory, int segmentBytes, LongSupplier nanoTime)
      throws IOException {
    try {
      var snapshots = SnapshotFiles.open(directory, nanoTime);
      var recovery = Recovery.of(directory, snapshots.slot());
      try {
        var log = new SegmentedLog(directory, snapshots, segmentBytes, recovery);
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

  /// The snapshot may go further than the log knows: it was adopted just before a crash, or the
  /// log's record of what is decided was not forced.
  private void begin(long unconfirmedFrom) throws IOException {
    var adopted = contents.install(snapshots.slot());
    tail.begin(unconfirmedFrom, adopted);
    if (!directory.isStarted()) {
      directory.markStarted();
    }
  }

  @Override
  public Recovered recovered() {
    return recovered;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public UUID storage() {
    return directory.storage();
  }

  @Override
  public long forcedThrough() {
    return tail.forcedThrough();
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    orDie(
        () -> {
          if (!records.isEmpty()) {
            tail.append(records);
          }
        });
  }

  @Override
  public void force() throws IOException {
    orDie(tail::force);
  }

  @Override
  public Slot first() {
    return contents.first();
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    var decisions = new ArrayList<Decision>();
    orDie(() -> read(from, maxBytes, decisions));
    return decisions;
  }

  private void read(Slot from, int maxBytes, List<Decision> decisions) throws IOException {
    var left = (long) maxBytes;
    var slot = from;
    for (var place = contents.decidedAt(slot); place != null; place = contents.decidedAt(slot)) {
      left -= place.length();
      if (left < 0 && !decisions.isEmpty()) {
        break;
      }
      decisions.add(decision(segments.load(place)));
      slot = slot.next();
    }
  }

  private static Decision decision(LogRecord held) {
    return switch (held) {
      case AcceptedValue(var pvalue) -> new Decision(pvalue.slot(), pvalue.proposal());
      case Learned(var decision) -> decision;
      case Promised _, DecidedUpTo _ ->
          throw new IllegalStateException("the index of the log points to " + held);
    };
  }

  @Override
  public void compact(Slot slot) throws IOException {
    checkInSnapshot(slot);
    orDie(() -> deleteUpTo(slot));
  }

  /// Begins a new segment, whose first block says that everything up to `slot` is decided, although
  /// the segments before it do not: that is how a recovery tells decisions from votes that lost.
  @Override
  public void installed(Slot slot) throws IOException {
    checkInSnapshot(slot);
    orDie(
        () -> {
          if (contents.install(slot)) {
            tail.roll(0);
            deleteUpTo(slot);
          }
        });
  }

  private void checkInSnapshot(Slot slot) {
    if (slot.isAfter(snapshots.slot())) {
      throw new IllegalArgumentException("slot " + slot + " is in no snapshot");
    }
  }

  /// What the first block of the first remaining segment repeats must be durable before the
  /// segments before it are deleted.
  private void deleteUpTo(Slot slot) throws IOException {
    tail.force();
    var first = segments.first();
    for (var next = first + 1;
        next < segments.end() && contents.endsWithin(next - 1, slot);
        next++) {
      if (segments.get(next).hasPreamble()) {
        first = next;
      }
    }
    if (first > segments.first()) {
      var compacted = Slot.max(slot, directory.compacted());
      directory.markCompacted(segments.get(first).firstSequence(), compacted);
      contents.forgetSegmentsBefore(first);
      segments.deleteBefore(first);
    }
  }

  private void orDie(Work work) throws IOException {
    if (closed) {
      throw new IOException("the log in " + directory.path() + " is closed");
    }
    if (death != null) {
      throw new IOException("the log in " + directory.path() + " failed earlier", death);
    }
    try {
      work.run();
    } catch (IOException | RuntimeException failure) {
      death = failure;
      throw failure;
    }
  }

  /// Forces what was appended unless the log is dead, and releases the directory.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (death == null) {
        tail.end();
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
