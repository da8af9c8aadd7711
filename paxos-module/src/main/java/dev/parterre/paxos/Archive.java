package dev.parterre.paxos;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Snapshots of the replicated state: when one is due, what is in it, and what may go once it is
/// durable. The state is captured on the event loop, at once; writing it takes its time elsewhere,
/// and so does reading one that came from a peer. What fails aside is told and tried again, each
/// time after twice as long.
final class Archive<S extends StateMachine> {

  private static final long RETRY_MILLIS = 1_000;
  private static final long RETRY_MILLIS_MAX = 60_000;

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

  /// Told, on whatever thread, how what was done aside ended.
  interface Ends {
    /// @param failure null when it was written
    void written(@Nullable IOException failure);

    void read(Found found);

    void notRead(IOException failure);
  }

  /// @param aside runs what would hold up the event loop
  Archive(
      PaxosLog log,
      ReplicatedState<S> state,
      NodeConfiguration.Limits limits,
      Executor aside,
      NodeObserver observer,
      Ends ends) {
    this.log = log;
    this.state = state;
    this.limits = limits;
    this.aside = aside;
    this.observer = observer;
    this.ends = ends;
  }

  /// What a snapshot holds, read but not yet the state.
  record Found(Snapshot snapshot, SnapshotContent content) {
    Slot slot() {
      return snapshot.slot();
    }

    Memberships memberships() {
      return content.memberships();
    }
  }

  /// Makes the state what the newest snapshot holds; null if there is none.
  @Nullable Found restore() throws IOException {
    var found = log.snapshots().last() == null ? null : read(log.snapshots(), state);
    if (found != null) {
      became(found);
    }
    return found;
  }

  /// It becomes the state.
  void became(Found found) throws IOException {
    found.content().state().takePlace();
    slotsSince = 0;
    bytesSince = 0;
  }

  /// Reads the newest snapshot. While it is opened, another may become the newest.
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

  /// The state before the first decision is a snapshot, too: it says who founded the cluster, so
  /// that from then on nobody's configuration has a say in it.
  void found(Memberships founders) throws IOException {
    write(Slot.NONE, founders, state.capture());
  }

  void count(Decision decision) {
    slotsSince++;
    bytesSince += decision.proposal().bytes();
  }

  /// After a turn: takes a snapshot if one is due, and reads one that was fetched.
  ///
  /// @param applied what is in the state
  /// @param memberships as of that slot; null if the state must not be captured
  void endTurn(Slot applied, @Nullable Memberships memberships, long nowMillis) {
    if (nowMillis < retryAt) {
      return;
    }
    if (fetched && !reading) {
      fetched = false;
      reading = true;
      aside.execute(this::readAside);
    }
    var due = slotsSince >= limits.snapshotSlots() || bytesSince >= limits.snapshotBytes();
    if (!writing && (due || wanted) && memberships != null) {
      capture(applied, memberships, nowMillis);
    }
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

  /// What fails here fails before anything is lost: the node goes on without a new snapshot.
  private void capture(Slot applied, Memberships memberships, long nowMillis) {
    var start = System.nanoTime();
    StateMachine.Capture capture;
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
    observer.captured(System.nanoTime() - start);
    aside.execute(() -> writeAside(applied, memberships, capture));
  }

  private void writeAside(Slot slot, Memberships memberships, StateMachine.Capture capture) {
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

  private void write(Slot slot, Memberships memberships, StateMachine.Capture capture)
      throws IOException {
    log.snapshots().write(slot, SnapshotContent.of(memberships, capture));
  }

  /// A snapshot was written, or could not be: then the next one may. The log behind it goes, but
  /// for a tail for peers that are a little behind, and for what follows on a snapshot that one of
  /// them is fetching.
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

  /// It is tried again.
  private void failed(IOException failure, long nowMillis) {
    var pause = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS << Math.min(failures, 10));
    failures++;
    retryAt = nowMillis + pause;
    observer.snapshotFailed(failure);
  }

  /// A peer's snapshot is here: it is to be read.
  void fetched() {
    fetched = true;
  }

  /// It was read; what came meanwhile may be newer.
  void wasRead() {
    reading = false;
    failures = 0;
  }

  void notRead(IOException failure, long nowMillis) {
    reading = false;
    fetched = true;
    failed(failure, nowMillis);
  }

  /// When there is something to be tried again; what waits for anything else comes with a turn.
  long deadline(long nowMillis) {
    return (wanted || fetched) && retryAt > nowMillis ? retryAt : Long.MAX_VALUE;
  }

  /// What a peer is to be told that has learned nothing from a slot on: decisions, as far back as
  /// the log goes, else a snapshot; null if there is nothing yet.
  @Nullable Message lesson(Slot from, Slot decided) throws IOException {
    if (log.first().isAfter(from)) {
      return offer();
    }
    var decisions = log.read(from, limits.batchBytes());
    return decisions.isEmpty() ? null : new Message.Decided(decisions, decided);
  }

  /// If there is no snapshot, the peer has to wait until there is.
  private @Nullable SnapshotOffer offer() {
    var last = log.snapshots().last();
    if (last == null) {
      wanted = true;
      return null;
    }
    return new SnapshotOffer(last.slot(), last.bytes(), last.checksum());
  }
}
