package dev.parterre.paxos;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Applies what is decided to the state, in slot order, and answers whoever waits for it. A slot
/// that cannot be applied holds it up until that slot is passed over. Used by the event loop's
/// thread only.
final class Applier<S extends StateMachine> {

  private final PaxosLog log;
  private final int readBytes;
  private final NodeObserver observer;
  private final ReplicatedState<S> state;
  private final Archive<S> archive;
  private final Callers<S> callers;
  private final Operators operators;
  private final Digests digests;
  private final Set<Slot> passedOver = new HashSet<>();
  private Slot applied = Slot.NONE;

  /// The decision of this slot could not be applied: nothing more is applied until it is passed
  /// over.
  private @Nullable Slot held;

  private boolean heldByCommands;
  private boolean released;

  /// @param readBytes the most bytes of decisions read from the log at once
  Applier(
      PaxosLog log,
      int readBytes,
      NodeObserver observer,
      ReplicatedState<S> state,
      Archive<S> archive,
      Callers<S> callers,
      Operators operators,
      Digests digests) {
    this.log = log;
    this.readBytes = readBytes;
    this.observer = observer;
    this.state = state;
    this.archive = archive;
    this.callers = callers;
    this.operators = operators;
    this.digests = digests;
  }

  /// How far decisions are applied.
  Slot applied() {
    return applied;
  }

  /// The slot that could not be applied; null if there is none.
  @Nullable Slot held() {
    return held;
  }

  /// Restores the state from the newest snapshot; null if there is none.
  Archive.@Nullable Found restore() throws IOException {
    var found = archive.restore();
    if (found != null) {
      tookPlace(found.slot());
    }
    return found;
  }

  private void tookPlace(Slot slot) {
    applied = slot;
    digests.applied(applied, state.digest());
  }

  /// Replaces the state by that of a peer's snapshot.
  void install(Archive.Found found) throws IOException {
    archive.became(found);
    log.installed(found.slot());
    tookPlace(found.slot());
    free();
    callers.restored();
    observer.snapshotKept(applied, found.snapshot().bytes(), true);
  }

  /// Applies what the log holds, after looking through it for slots to be passed over.
  void catchUp(Slot last) throws IOException {
    readLog(last, this::notePassedOver);
    readLog(last, this::apply);
  }

  /// Gives the reader each decision after those applied so far.
  void readLog(Slot last, Consumer<Decision> reader) throws IOException {
    for (var next = applied.next(); !next.isAfter(last); ) {
      var decisions = log.read(next, readBytes);
      check(!decisions.isEmpty(), "the log holds every slot that it calls decided");
      decisions.stream().filter(each -> !each.slot().isAfter(last)).forEach(reader);
      next = decisions.getLast().slot().next();
    }
  }

  private void notePassedOver(Decision decision) {
    if (decision.proposal() instanceof Administer(Directive.PassOver(var slot))) {
      passedOver.add(slot);
    }
  }

  void apply(Decision decision) {
    if (held != null) {
      notePassedOver(decision);
      released |= passedOver.contains(held);
      return;
    }
    check(decision.slot().equals(applied.next()), "decisions are applied in slot order (R2)");
    int commands;
    try {
      commands =
          passedOver.contains(decision.slot())
              ? state.passOver(decision, callers::applied)
              : state.apply(decision, callers::applied);
    } catch (ReplicatedState.Halt failure) {
      hold(decision, Objects.requireNonNull(failure.getCause()));
      return;
    }
    applied = decision.slot();
    archive.count(decision);
    digests.applied(applied, state.digest());
    observer.applied(commands);
    if (decision.proposal() instanceof Administer(var directive)) {
      operators.obeyed(directive);
    }
  }

  /// Stopping would not help: after a restart the node would come to the same slot.
  private void hold(Decision decision, Throwable cause) {
    held = decision.slot();
    heldByCommands = decision.proposal() instanceof Batch;
    callers.close();
    observer.held(held, cause);
  }

  private void free() {
    if (held != null) {
      held = null;
      callers.open();
      observer.released();
    }
  }

  /// A slot that failed may have left anything in the state, so it is built anew, without that
  /// slot.
  ///
  /// @param decided the last slot that is decided
  void release(Slot decided) throws IOException {
    if (released) {
      released = false;
      if (restore() == null) {
        throw new IOException(
            "a slot was passed over, and there is no snapshot to begin again from:"
                + " restart this replica");
      }
      free();
      callers.restored();
      catchUp(decided);
    }
  }

  /// Why a directive must not be asked for at this node; null if it may. Commands that are passed
  /// over are lost, so only a slot that holds this node up may be.
  @Nullable String objection(Directive directive) {
    if (directive instanceof Directive.PassOver(var slot) && !slot.equals(held)) {
      var where = held == null ? "this replica is held at no slot" : "it is held at slot " + held;
      return "Slot " + slot + " cannot be passed over: " + where;
    }
    if (directive instanceof Directive.PassOver && !heldByCommands) {
      return "What holds this replica up is no command but a change of the format: start it with"
          + " the version that the others run.";
    }
    return null;
  }

  /// The state as it is now, to be stored elsewhere.
  Backup backup(String clusterId, NodeId self, Memberships memberships) {
    var start = System.nanoTime();
    var head =
        new Backup.Head(
            clusterId,
            self,
            applied,
            state.index(),
            state.digest(),
            state.stampMillis(),
            memberships);
    var capture = state.capture();
    observer.captured(System.nanoTime() - start);
    return new Backup(head, SnapshotContent.of(memberships, capture));
  }

  private static void check(boolean holds, String invariant) {
    if (!holds) {
      throw new IllegalStateException("broken: " + invariant);
    }
  }
}
