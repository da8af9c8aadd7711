package dev.parterre.paxos;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Memberships;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.format.Members;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Snapshots of the replicated state: when one is due, what is in it, and what may go once it is
/// durable. The state is captured on the event loop, at once; writing it takes its time elsewhere.
final class Archive<S extends StateMachine> {

  private static final int MEMBERSHIPS_BYTES_MAX = 1 << 20;

  private final PaxosLog log;
  private final ReplicatedState<S> state;
  private final NodeConfiguration.Limits limits;
  private final Executor aside;
  private final NodeObserver observer;
  private final Consumer<@Nullable IOException> written;
  private boolean writing;
  private boolean wanted;
  private long slotsSince;
  private long bytesSince;

  /// @param aside runs what would hold up the event loop
  /// @param written told, on whatever thread, when a snapshot was written, or that it was not
  Archive(
      PaxosLog log,
      ReplicatedState<S> state,
      NodeConfiguration.Limits limits,
      Executor aside,
      NodeObserver observer,
      Consumer<@Nullable IOException> written) {
    this.log = log;
    this.state = state;
    this.limits = limits;
    this.aside = aside;
    this.observer = observer;
    this.written = written;
  }

  /// What the newest snapshot, whose content the state becomes, says besides it.
  record Found(Slot slot, Memberships memberships) {}

  /// Makes the state what the newest snapshot holds; null if there is none.
  @Nullable Found restore() throws IOException {
    var found = restore(log.snapshots(), state);
    if (found != null) {
      slotsSince = 0;
      bytesSince = 0;
    }
    return found;
  }

  static @Nullable Found restore(Snapshots snapshots, ReplicatedState<?> state) throws IOException {
    var last = snapshots.last();
    if (last == null) {
      return null;
    }
    try (var in = snapshots.open()) {
      return new Found(last.slot(), read(in, state));
    } catch (MalformedException invalid) {
      throw new IOException("the snapshot of slot " + last.slot() + " is not valid", invalid);
    }
  }

  /// The state becomes what [#content] wrote.
  static Memberships read(InputStream content, ReplicatedState<?> state)
      throws IOException, MalformedException {
    var in = new DataInputStream(content);
    var length = in.readInt();
    if (length < 0 || length > MEMBERSHIPS_BYTES_MAX) {
      throw new MalformedException("it names members in " + length + " bytes");
    }
    var memberships = Members.readMemberships(new ByteReader(in.readNBytes(length)));
    state.restore(in);
    if (in.read() >= 0) {
      throw new MalformedException("it goes on after its end");
    }
    return memberships;
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

  /// After a turn: takes a snapshot if one is due.
  ///
  /// @param applied what is in the state
  /// @param memberships as of that slot
  void endTurn(Slot applied, Memberships memberships) {
    var due = slotsSince >= limits.snapshotSlots() || bytesSince >= limits.snapshotBytes();
    if (writing || !(due || wanted)) {
      return;
    }
    writing = true;
    wanted = false;
    slotsSince = 0;
    bytesSince = 0;
    var start = System.nanoTime();
    var capture = state.capture();
    observer.captured(System.nanoTime() - start);
    aside.execute(
        () -> {
          try {
            write(applied, memberships, capture);
            written.accept(null);
          } catch (IOException failure) {
            written.accept(failure);
          }
        });
  }

  private void write(Slot slot, Memberships memberships, StateMachine.Capture capture)
      throws IOException {
    log.snapshots().write(slot, content(memberships, capture));
  }

  /// What stands in a snapshot, and in a backup.
  static Snapshots.Content content(Memberships memberships, StateMachine.Capture capture) {
    return stream -> {
      var bytes = new ByteWriter();
      Members.write(memberships, bytes);
      var out = new DataOutputStream(stream);
      out.writeInt(bytes.length());
      out.write(bytes.array(), 0, bytes.length());
      out.flush();
      capture.writeTo(stream);
    };
  }

  /// A snapshot was written, or could not be: then the next one may. The log behind it goes, but
  /// for a tail for peers that are a little behind.
  void written(Slot applied) throws IOException {
    writing = false;
    var last = log.snapshots().last();
    if (last != null) {
      var tail = new Slot(Math.max(0, applied.number() - limits.tailSlots()));
      log.compact(tail.isAfter(last.slot()) ? last.slot() : tail);
    }
  }

  /// What a peer is to be offered that the log cannot teach; null if it has to wait until there is
  /// a snapshot.
  @Nullable SnapshotOffer offer() {
    var last = log.snapshots().last();
    if (last == null) {
      wanted = true;
      return null;
    }
    return new SnapshotOffer(last.slot(), last.bytes(), last.checksum());
  }
}
