package dev.parterre.paxos;

import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Judges when an operator may be told that a change of the members is made, or was made before: he
/// takes either as a promise that whoever left is no longer needed. Used by the event loop's thread
/// only.
final class Confirmations<S extends StateMachine> {

  private final Callers<S> callers;
  private final Operators operators;
  private final Function<Change, Optional<Objection>> objection;
  private final BooleanSupplier isSettled;

  /// @param objection to a change, by the members that this node knows now
  /// @param isSettled whether nobody who left is needed any more, as far as this node knows
  Confirmations(
      Callers<S> callers,
      Operators operators,
      Function<Change, Optional<Objection>> objection,
      BooleanSupplier isSettled) {
    this.callers = callers;
    this.operators = operators;
    this.objection = objection;
    this.isSettled = isSettled;
  }

  /// The change was decided, or refused. Whoever says that it was made before may be behind, or
  /// have been deposed without knowing it. So this node judges by itself, once it knows everything
  /// that was decided when it was told.
  ///
  /// @param why it was refused; null if it was decided
  /// @return the input for the replica; null if nothing has to be read
  @Nullable Input ended(Change change, @Nullable Objection why, long nowMillis) {
    if (why == null || !why.mayFollowSuccess()) {
      operators.ended(change, why);
      return null;
    } else if (!operators.isAwaited(change)) {
      return null;
    }
    var read = new CompletableFuture<Answer<Boolean>>();
    var _ = read.thenAccept(answer -> judge(change, answer));
    var query = new Callers.Query<S, Boolean>(_ -> true, read);
    return callers.asked(new Consistency.Linearizable(), query, nowMillis);
  }

  private void judge(Change change, Answer<Boolean> answer) {
    if (answer instanceof Answer.Found) {
      madeBefore(change).ifPresent(why -> operators.ended(change, why));
    }
  }

  /// Whether this node knows that the change is made, or cannot be, and that nobody who left is
  /// needed any more.
  boolean isSettled(Change change) {
    return madeBefore(change).isPresent() && isSettled.getAsBoolean();
  }

  private Optional<Objection> madeBefore(Change change) {
    return objection.apply(change).filter(Objection::mayFollowSuccess);
  }
}
