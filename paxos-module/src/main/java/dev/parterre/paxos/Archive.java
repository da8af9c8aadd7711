package dev.parterre.paxos;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Snapshots of the replicated state: when one is due, what is in it, and what may be deleted once
/// it is durable. The state is captured on the event loop, at once; it is written on another
/// thread, and so a peer's snapshot is read. What fails there is reported and retried, each time
/// after twice the pause.
///
/// The next snapshot is due somewhere between half the limits and all of them: if every member took
/// one at the same slot, a majority would be busy writing at once.
final class Archive<S extends StateMachine> {

  private static final long RETRY_MILLIS = 1_000;
  private static final long RETRY_MILLIS_MAX = 60_000;
  private static final double PART_MIN = 0.5;

  private final PaxosLog log;
  private final ReplicatedState<S> state;
  private final NodeConfiguration.Limits limits;
  private final Executor aside;
  private final NodeObserver observer;
  private final Ends ends;
  private boolean writing;
  private boolean wanted;
  private long slotsSince;
  private long bytesSince;
  private boolean reading;
  private boolean fetched;
  private int failures;
  private long retryAt = Long.MIN_VALUE;
  private final SplittableRandom random;

  /// Of the limits, the part at which the next snapshot is due.
  private double part;

  /// Told, on any thread, how work on the other thread ended.
  interface Ends {
    /// @param failure null when the snapshot was written
    void written(@Nullable IOException failure);

    void read(Found found);

    void notRead(IOException failure);
  }

  /// @param aside runs, on another thread, what would hold up the event loop
  /// @param seed for when the next snapshot is due; another one for each node
  Archive(
      PaxosLog log,
      ReplicatedState<S> state,
      NodeConfiguration.Limits limits,
      Executor aside,
      NodeObserver observer,
      long seed,
      Ends ends) {
    this.log = log;
    this.state = state;
    this.limits = limits;
    this.aside = aside;
    this.observer = observer;
    this.ends = ends;
    random = new SplittableRandom(seed);
    drawPart();
  }

  private void drawPart() {
    part = random.nextDouble(PART_MIN, 1);
  }

  /// The content of a snapshot that has been read, but is not the state yet.
  record Found(Snapshot snapshot, SnapshotContent content) {
    Slot slot() {
      return snapshot.slot();
    }

    Memberships memberships() {
      return content.memberships();
    }
  }

  /// Restores the state from the newest snapshot; null if there is none.
  @Nullable Found restore() throws IOException {
    var found = log.snapshots().last() == null ? null : read(log.snapshots(), state);
    if (found != null) {
      became(found);
    }
    return found;
  }

  /// Replaces the state by what was found.
  void became(Found found) throws IOException {
    found.content().state().takePlace();
    slotsSince = 0;
    bytesSince = 0;
  }

  /// Reads the newest snapshot. If another becomes the newest while it is opened, reads that.
  static Found read(Snapshots snapshots, ReplicatedState<?> state) throws IOException {
    var last = snapshots.last();
    try (var stream = snapshots.open()) {
      if (last != null && last.equals(snapshots.last())) {
        return new Found(last, SnapshotContent.read(stream, state));
      }
    } catch (MalformedException invalid) {
      throw new IOException("the newest snapshot is not valid", invalid);
    }
    return read(snapshots, state);
  }

  /// The state before the first decision is a snapshot, too: it names the founders of the cluster,
  /// so that from then on no configuration does.
  void found(Memberships founders) throws IOException {
    write(Slot.NONE, founders, state.capture());
  }

  void count(Decision decision) {
    slotsSince++;
    bytesSince += decision.proposal().bytes();
  }

  /// Called after a turn: takes a snapshot if one is due, and reads one that was fetched.
  ///
  /// @param applied the last slot in the state
  /// @param memberships as of that slot; null if the state must not be captured now
  void endTurn(Slot applied, @Nullable Memberships memberships, long nowMillis) {
    if (nowMillis < retryAt) {
      return;
    }
    if (fetched && !reading) {
      fetched = false;
      reading = true;
      aside.execute(this::readAside);
    }
    if (!writing && (isDue() || wanted) && memberships != null) {
      capture(applied, memberships, nowMillis);
    }
  }

  private boolean isDue() {
    return slotsSince >= part * limits.snapshotSlots()
        || bytesSince >= part * limits.snapshotBytes();
  }

  private void readAside() {
    try {
      ends.read(read(log.snapshots(), state));
    } catch (IOException failure) {
      ends.notRead(failure);
    } catch (RuntimeException failure) {
      ends.notRead(new IOException("a snapshot that was fetched cannot be read", failure));
    } catch (Error failure) {
      ends.notRead(new IOException("a snapshot that was fetched cannot be read", failure));
      throw failure;
    }
  }

  /// A failure here loses nothing: the node goes on without a new snapshot.
  private void capture(Slot applied, Memberships memberships, long nowMillis) {
    var start = System.nanoTime();
    ReplicatedState.Captured capture;
    try {
      capture = state.capture();
    } catch (RuntimeException | Error failure) {
      failed(new IOException("the state cannot be captured", failure), nowMillis);
      return;
    }
    writing = true;
    wanted = false;
    slotsSince = 0;
    bytesSince = 0;
    drawPart();
    observer.captured(System.nanoTime() - start);
    aside.execute(() -> writeAside(applied, memberships, capture));
  }

  private void writeAside(Slot slot, Memberships memberships, ReplicatedState.Captured capture) {
    try {
      write(slot, memberships, capture);
      ends.written(null);
    } catch (IOException failure) {
      ends.written(failure);
    } catch (RuntimeException failure) {
      ends.written(new IOException("the snapshot cannot be written", failure));
    } catch (Error failure) {
      ends.written(new IOException("the snapshot cannot be written", failure));
      throw failure;
    }
  }

  private void write(Slot slot, Memberships memberships, ReplicatedState.Captured capture)
      throws IOException {
    log.snapshots().write(slot, SnapshotContent.of(memberships, capture));
  }

  /// A snapshot was written, or failed. If it was written, the log before it is deleted, except for
  /// a tail for peers that are a little behind, and what follows a snapshot that a peer is
  /// fetching. If it failed, it is tried again.
  void written(@Nullable IOException failure, Slot applied, long nowMillis) throws IOException {
    writing = false;
    if (failure != null) {
      wanted = true;
      failed(failure, nowMillis);
      return;
    }
    failures = 0;
    var last = log.snapshots().last();
    if (last != null) {
      observer.snapshotKept(last.slot(), last.bytes(), false);
      var tail = new Slot(Math.max(0, applied.number() - limits.tailSlots()));
      var oldest = log.snapshots().oldest();
      log.compact(tail.isAfter(oldest) ? oldest : tail);
    }
  }

  /// Retried after a pause.
  private void failed(IOException failure, long nowMillis) {
    var pause = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS << Math.min(failures, 10));
    failures++;
    retryAt = nowMillis + pause;
    observer.snapshotFailed(failure);
  }

  /// A peer's snapshot has been fetched, and is to be read.
  void fetched() {
    fetched = true;
  }

  /// It was read; one that was fetched in the meantime may be newer.
  void wasRead() {
    reading = false;
    failures = 0;
  }

  void notRead(IOException failure, long nowMillis) {
    reading = false;
    fetched = true;
    failed(failure, nowMillis);
  }

  /// When something has to be retried; whatever waits for anything else is looked at in every turn.
  long deadline(long nowMillis) {
    return (wanted || fetched) && retryAt > nowMillis ? retryAt : Long.MAX_VALUE;
  }

  /// What a peer is sent that knows nothing from a slot on: decisions if the log goes back that
  /// far, otherwise an offer of a snapshot; null if there is nothing yet.
  @Nullable Message lesson(Slot from, Slot decided) throws IOException {
    if (log.first().isAfter(from)) {
      return offer();
    }
    var decisions = log.read(from, limits.batchBytes());
    return decisions.isEmpty() ? null : new Message.Decided(decisions, decided);
  }

  /// If there is no snapshot yet, the peer has to wait for one.
  private @Nullable SnapshotOffer offer() {
    var last = log.snapshots().last();
    if (last == null) {
      wanted = true;
      return null;
    }
    return new SnapshotOffer(last.slot(), last.bytes(), last.checksum());
  }
}
