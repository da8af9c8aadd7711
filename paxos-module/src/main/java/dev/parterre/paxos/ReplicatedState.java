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

/// The state machine, and the rest of the replicated state around it: the index, the replicated
/// time, the rules, and the outcomes by which each command is applied exactly once. All of it
/// changes only by decisions, so it is the same on every replica at the same index.
final class ReplicatedState<S extends StateMachine> {

  /// Since this format a state holds its rules, its last stamp, and which commands failed.
  static final int RULES_SINCE = 3;

  /// Since this format it holds its format level, too. A state of the first level is written
  /// without.
  static final int LEVEL_SINCE = 4;

  /// What came of a command when it was applied.
  ///
  /// @param outcome null if applying it failed
  record Remembered(long fingerprint, long index, byte @Nullable [] outcome, long timeMillis) {}

  /// The machine failed in a way that other replicas need not share: it may be left half changed.
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
  private int level = FormatLevel.FIRST;
  private long index;
  private long timeMillis;
  private long stampMillis;

  ReplicatedState(S machine, NodeObserver observer) {
    this.machine = machine;
    this.observer = observer;
  }

  /// Applies what a slot decided. A command whose id is remembered is not applied again, whatever
  /// its fingerprint. A deadline of the machine that the batch's stamp reaches takes effect before
  /// what is new in the batch, and counts as a command. If there is neither, only the last stamp is
  /// kept, beside the state, for the leader that has to go on from it.
  ///
  /// @param told gets each command of the batch with what is remembered of it; null for a command
  ///   that is too old for that to be known, and is not applied
  /// @return how many commands were applied, ticks included
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
        if (applied == 0) {
          tick();
        }
        yield (int) (index - before);
      }
    };
  }

  /// A directive that changes something takes an index. The first rules of a cluster do not if
  /// nothing was applied before: then nothing was done under other rules.
  private void obey(Directive directive) {
    switch (directive) {
      case Directive.FoundRules(var first, var firstLevel) -> {
        if (!founded) {
          rise(Math.max(level, firstLevel));
          goBy(first, index > 0);
        }
      }
      case Directive.RaiseLevel(var next) -> {
        if (next > level) {
          rise(next);
          advance();
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

  /// Before anything is changed: what this program cannot read, it must not pretend to apply.
  private void rise(int next) {
    if (next > machine.newestLevel()) {
      throw new Halt(new IllegalStateException(tooNew(next)));
    }
    level = next;
    machine.level(level);
    observer.leveled(level);
  }

  private String tooNew(int next) {
    return ("the cluster is at format level %d, and this version reads up to %d:"
            + " start this replica with the version that the others run")
        .formatted(next, machine.newestLevel());
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

  /// What is due takes effect.
  private void tick() {
    if (stampMillis >= machine.nextDueMillis().orElse(Long.MAX_VALUE)) {
      advance();
    }
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

  /// If an outcome younger than the command has been forgotten, its own may have been, too: it may
  /// be a late copy of a command that was applied before.
  private @Nullable Remembered applyOnce(Command command) {
    var known = outcomes.find(command.id());
    if (known != null || command.born() < outcomes.forgotten()) {
      return known;
    }
    if (level >= FormatLevel.SECOND) {
      tick();
    }
    advance();
    return remember(command, outcome(command));
  }

  /// A [RuntimeException] is the same on every replica, as [StateMachine#apply] demands: an outcome
  /// like any other.
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

  /// As [#apply], for a slot that is to be passed over: the machine is told nothing, and the
  /// commands count as failed. What is not a command is never passed over: it changes what all
  /// later slots come to.
  int passOver(Decision decision, BiConsumer<Command, @Nullable Remembered> told) {
    if (!(decision.proposal() instanceof Batch(var stamp, var commands))) {
      return apply(decision, told);
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

  /// Whether the rules were decided. If not, [Rules#FIRST] apply.
  boolean isFounded() {
    return founded;
  }

  /// See [FormatLevel].
  int level() {
    return level;
  }

  /// The whole state as it is now. References are copied; nothing that changes is shared.
  Captured capture() {
    return new Captured(
        index,
        timeMillis,
        stampMillis,
        rules,
        founded,
        level,
        outcomes.capture(),
        machine.capture());
  }

  record Captured(
      long index,
      long timeMillis,
      long stampMillis,
      Rules rules,
      boolean founded,
      int level,
      StateMachine.Capture outcomes,
      StateMachine.Capture machine)
      implements StateMachine.Capture {

    /// The version of the format in which it is written.
    int version() {
      return level == FormatLevel.FIRST ? RULES_SINCE : LEVEL_SINCE;
    }

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
      if (version() >= LEVEL_SINCE) {
        out.writeInt(level);
      }
      outcomes.writeTo(out);
      machine.writeTo(out);
      out.flush();
    }
  }

  /// Reads what [#capture] wrote, without changing this state; see [StateMachine#prepare].
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
    var levelThen = version < LEVEL_SINCE ? FormatLevel.FIRST : in.readInt();
    if (levelThen > machine.newestLevel()) {
      throw new IOException(tooNew(levelThen));
    }
    var outcomesThen = Outcomes.read(in);
    var machineThen = machine.prepare(in);
    return () -> {
      machineThen.takePlace();
      level = levelThen;
      index = indexThen;
      timeMillis = timeThen;
      stampMillis = stampThen;
      rules = rulesThen;
      founded = foundedThen;
      outcomes = outcomesThen;
      machine.level(level);
      if (founded) {
        observer.ruled(rules);
        observer.leveled(level);
      }
    };
  }

  private static Rules readRules(DataInputStream in) throws IOException {
    try {
      return new Rules(in.readInt(), in.readLong(), in.readLong());
    } catch (IllegalArgumentException invalid) {
      throw new IOException("the rules in it are not valid: " + invalid.getMessage(), invalid);
    }
  }

  /// The last stamp that was decided: the replicated time has reached at least this.
  long stampMillis() {
    return stampMillis;
  }

  /// Commands are counted from here on, so that no index is used again that stood for something
  /// else.
  void countFrom(long index) {
    if (index < this.index) {
      throw new IllegalArgumentException("the index cannot be set back to " + index);
    }
    this.index = index;
  }

  S machine() {
    return machine;
  }

  long index() {
    return index;
  }

  /// Before anything is applied all states are equal, whatever rules were decided.
  long digest() {
    var counters = Mix.of(index) * 31 + Mix.of(timeMillis) + (index == 0 ? 0 : rulesDigest()) * 13;
    return Mix.of(machine.digest() + Mix.of(outcomes.digest()) + counters);
  }

  private long rulesDigest() {
    var bounds = Mix.of(rules.outcomesMax()) + Mix.of(founded ? 1 : 2) * 3;
    bounds += (level - FormatLevel.FIRST) * 11L;
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
