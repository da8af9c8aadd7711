package dev.parterre.paxos;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.core.Rules;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The state machine and what surrounds it in the replicated state: the index, the replicated time,
/// the rules, and the outcomes by which each command is applied exactly once. All of it changes
/// only by decisions, so it is the same on every replica at the same index.
final class ReplicatedState<S extends StateMachine> {

  /// From here on a state says its rules, its last stamp, and which commands failed.
  static final int RULES_SINCE = 3;

  /// What became of a command when it was applied.
  ///
  /// @param outcome null if applying it failed
  record Remembered(long fingerprint, long index, byte @Nullable [] outcome, long timeMillis) {}

  /// The machine failed in a way that need not be another replica's, too: what it holds now may be
  /// half of something.
  static final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1;

    Halt(Throwable cause) {
      super(cause);
    }
  }

  private final S machine;
  private final NodeObserver observer;
  private Outcomes outcomes = new Outcomes();
  private Rules rules = Rules.FIRST;
  private boolean founded;
  private long index;
  private long timeMillis;
  private long stampMillis;

  ReplicatedState(S machine, NodeObserver observer) {
    this.machine = machine;
    this.observer = observer;
  }

  /// Applies what a slot decided. A command whose id is remembered is not applied again, whatever
  /// its fingerprint. A batch in which nothing was new is a tick: it counts as a command if a
  /// deadline of the machine takes effect by it; if not, only the last stamp is kept, beside the
  /// state, for whoever has to go on from it.
  ///
  /// @param told gets each command of the batch with what is remembered of it; null of one that is
  ///   too old for that to be known, and is not applied
  /// @return how many commands were applied
  /// @throws Halt when this node must not apply anything more
  int apply(Decision decision, BiConsumer<Command, @Nullable Remembered> told) {
    return switch (decision.proposal()) {
      case NoOp(), Reconfigure _ -> 0;
      case Administer(var directive) -> {
        obey(directive);
        yield 0;
      }
      case Batch(var stampMillis, var commands) -> {
        this.stampMillis = Math.max(this.stampMillis, stampMillis);
        var before = index;
        commands.forEach(command -> told.accept(command, applyOnce(command)));
        var applied = (int) (index - before);
        if (applied == 0 && this.stampMillis >= machine.nextDueMillis().orElse(Long.MAX_VALUE)) {
          advance();
        }
        yield applied;
      }
    };
  }

  /// A directive that changes something takes an index. The rules that a cluster begins with do not
  /// if nothing was applied before: nothing was done by others.
  private void obey(Directive directive) {
    switch (directive) {
      case Directive.FoundRules(var first) -> {
        if (!founded) {
          goBy(first, index > 0);
        }
      }
      case Directive.SetRules(var next) -> {
        if (!founded || !next.equals(rules)) {
          goBy(next, true);
        }
      }
      case Directive.AdvanceTime(var toMillis) -> {
        if (toMillis > stampMillis) {
          stampMillis = toMillis;
          advance();
        }
      }
      case Directive.PassOver _ -> {}
    }
  }

  private void goBy(Rules next, boolean indexed) {
    founded = true;
    rules = next;
    outcomes.forget(rules, timeMillis);
    if (indexed) {
      advance();
    }
    observer.ruled(rules);
  }

  private void advance() {
    timeMillis = stampMillis;
    index++;
    advanceMachine();
  }

  private void advanceMachine() {
    try {
      machine.advance(index, timeMillis);
    } catch (RuntimeException | Error failure) {
      throw new Halt(failure);
    }
  }

  /// A copy of a command that was on its way for so long that an outcome younger than it has been
  /// forgotten may have been applied before: its own outcome may be the one that is forgotten.
  private @Nullable Remembered applyOnce(Command command) {
    var known = outcomes.find(command.id());
    if (known != null || command.born() < outcomes.forgotten()) {
      return known;
    }
    advance();
    return remember(command, outcome(command));
  }

  /// What a machine throws that keeps its word is the same everywhere: an outcome like any other.
  private byte @Nullable [] outcome(Command command) {
    try {
      return machine.apply(index, command.payload());
    } catch (RuntimeException failure) {
      observer.commandFailed(index, failure);
      return null;
    } catch (Error failure) {
      throw new Halt(failure);
    }
  }

  private Remembered remember(Command command, byte @Nullable [] outcome) {
    var remembered = new Remembered(command.fingerprint(), index, outcome, timeMillis);
    outcomes.put(command.id(), remembered);
    outcomes.forget(rules, timeMillis);
    return remembered;
  }

  /// As [#apply], of a slot that was decided to be passed over: the machine hears nothing of it,
  /// and its commands failed.
  int passOver(Decision decision, BiConsumer<Command, @Nullable Remembered> told) {
    if (!(decision.proposal() instanceof Batch(var stamp, var commands))) {
      return 0;
    }
    stampMillis = Math.max(stampMillis, stamp);
    var before = index;
    for (var command : commands) {
      var known = outcomes.find(command.id());
      if (known == null && command.born() >= outcomes.forgotten()) {
        index++;
        known = remember(command, null);
      }
      told.accept(command, known);
    }
    return (int) (index - before);
  }

  @Nullable Remembered remembered(CommandId id) {
    return outcomes.find(id);
  }

  int outcomeCount() {
    return outcomes.size();
  }

  Rules rules() {
    return rules;
  }

  /// Whether the rules were decided. If not, the first ones hold.
  boolean isFounded() {
    return founded;
  }

  /// The whole state as it is now. References are copied, nothing that changes is shared.
  StateMachine.Capture capture() {
    return new Captured(
        index, timeMillis, stampMillis, rules, founded, outcomes.capture(), machine.capture());
  }

  private record Captured(
      long index,
      long timeMillis,
      long stampMillis,
      Rules rules,
      boolean founded,
      StateMachine.Capture outcomes,
      StateMachine.Capture machine)
      implements StateMachine.Capture {

    @Override
    public void writeTo(OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      out.writeLong(index);
      out.writeLong(timeMillis);
      out.writeLong(stampMillis);
      out.writeInt(rules.outcomesMax());
      out.writeLong(rules.outcomeMillis());
      out.writeLong(rules.restartGapMillis());
      out.writeBoolean(founded);
      outcomes.writeTo(out);
      machine.writeTo(out);
      out.flush();
    }
  }

  /// Reads aside what [#capture] took; see [StateMachine#prepare].
  ///
  /// @param version of the format in which it was written
  /// @throws IOException when the stream fails, or does not hold a state
  StateMachine.Successor prepare(InputStream stream, int version) throws IOException {
    var in = new DataInputStream(stream);
    var indexThen = in.readLong();
    var timeThen = in.readLong();
    var stampThen = version < RULES_SINCE ? timeThen : in.readLong();
    var rulesThen = version < RULES_SINCE ? Rules.FIRST : readRules(in);
    var foundedThen = version >= RULES_SINCE && in.readBoolean();
    var outcomesThen = Outcomes.read(in);
    var machineThen = machine.prepare(in);
    return () -> {
      machineThen.takePlace();
      index = indexThen;
      timeMillis = timeThen;
      stampMillis = stampThen;
      rules = rulesThen;
      founded = foundedThen;
      outcomes = outcomesThen;
      if (founded) {
        observer.ruled(rules);
      }
    };
  }

  private static Rules readRules(DataInputStream in) throws IOException {
    try {
      return new Rules(in.readInt(), in.readLong(), in.readLong());
    } catch (IllegalArgumentException invalid) {
      throw new IOException("no state goes by " + invalid.getMessage(), invalid);
    }
  }

  /// The last stamp that was decided: the replicated time has come at least so far.
  long stampMillis() {
    return stampMillis;
  }

  /// The next command is counted from here on: nobody shall meet a number again under which he saw
  /// something else.
  void countFrom(long index) {
    if (index < this.index) {
      throw new IllegalArgumentException("the index never falls: " + index);
    }
    this.index = index;
  }

  S machine() {
    return machine;
  }

  long index() {
    return index;
  }

  /// Before anything was applied, all states are one, whatever rules were decided for it.
  long digest() {
    var counters = Mix.of(index) * 31 + Mix.of(timeMillis) + (index == 0 ? 0 : rulesDigest()) * 13;
    return Mix.of(machine.digest() + Mix.of(outcomes.digest()) + counters);
  }

  private long rulesDigest() {
    var bounds = Mix.of(rules.outcomesMax()) + Mix.of(founded ? 1 : 2) * 3;
    return Mix.of(
        bounds + Mix.of(rules.outcomeMillis()) * 5 + Mix.of(rules.restartGapMillis()) * 7);
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  static final class Mix {
    private Mix() {}

    static long of(long value) {
      var a = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
      var b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
      return b ^ (b >>> 31);
    }
  }
}
