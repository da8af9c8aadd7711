package dev.parterre.paxos;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The state machine and what surrounds it in the replicated state: the index, the replicated time,
/// and the outcomes by which each command is applied exactly once. All of it changes only by
/// decisions, so it is the same on every replica at the same index.
final class ReplicatedState<S extends StateMachine> {

  /// What became of a command when it was applied.
  record Remembered(long fingerprint, long index, byte[] outcome, long timeMillis) {}

  private final S machine;
  private final int outcomesMax;
  private final long outcomeMillis;
  private final LinkedHashMap<CommandId, Remembered> outcomes = new LinkedHashMap<>();
  private long outcomesDigest;
  private long index;
  private long timeMillis;

  ReplicatedState(S machine, NodeConfiguration.Limits limits) {
    this.machine = machine;
    outcomesMax = limits.outcomes();
    outcomeMillis = limits.outcomeMillis();
  }

  /// Applies what a slot decided. A command whose id is remembered is not applied again, whatever
  /// its fingerprint. A batch in which nothing was new is a tick.
  ///
  /// @param told gets each command of the batch with what is remembered of it
  /// @return how many commands were applied
  int apply(Decision decision, BiConsumer<Command, Remembered> told) {
    return switch (decision.proposal()) {
      case NoOp() -> 0;
      case Batch(var stampMillis, var commands) -> {
        timeMillis = Math.max(timeMillis, stampMillis);
        var before = index;
        commands.forEach(command -> told.accept(command, applyOnce(command)));
        var applied = (int) (index - before);
        if (applied == 0) {
          index++;
          machine.advance(index, timeMillis);
        }
        yield applied;
      }
    };
  }

  private Remembered applyOnce(Command command) {
    var known = outcomes.get(command.id());
    if (known != null) {
      return known;
    }
    index++;
    machine.advance(index, timeMillis);
    var outcome = machine.apply(index, command.payload());
    var remembered = new Remembered(command.fingerprint(), index, outcome, timeMillis);
    outcomes.put(command.id(), remembered);
    outcomesDigest += digest(command.id(), remembered);
    forgetOld();
    return remembered;
  }

  /// Only ever after a command was applied, so that the same index means the same outcomes.
  private void forgetOld() {
    for (var eldest = outcomes.firstEntry();
        outcomes.size() > outcomesMax
            || timeMillis - eldest.getValue().timeMillis() > outcomeMillis;
        eldest = outcomes.firstEntry()) {
      outcomesDigest -= digest(eldest.getKey(), eldest.getValue());
      outcomes.pollFirstEntry();
    }
  }

  @Nullable Remembered remembered(CommandId id) {
    return outcomes.get(id);
  }

  S machine() {
    return machine;
  }

  long index() {
    return index;
  }

  long digest() {
    return mix(machine.digest() + mix(outcomesDigest) + mix(index) * 31 + mix(timeMillis));
  }

  private static long digest(CommandId id, Remembered remembered) {
    var ids = mix(id.high() + mix(id.low()));
    var content = mix(remembered.fingerprint() + Arrays.hashCode(remembered.outcome()));
    return mix(ids + 3 * content + 5 * mix(remembered.index() + mix(remembered.timeMillis())));
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  private static long mix(long value) {
    var a = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    var b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
