package dev.parterre.paxos;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  /// In front of a state, where earlier versions, which kept no stamp beside it, have its index.
  private static final long WITH_STAMP = -3;

  private final S machine;
  private final int outcomesMax;
  private final long outcomeMillis;
  private final LinkedHashMap<CommandId, Remembered> outcomes = new LinkedHashMap<>();
  private long outcomesDigest;
  private long forgotten;
  private long index;
  private long timeMillis;
  private long stampMillis;

  ReplicatedState(S machine, NodeConfiguration.Limits limits) {
    this.machine = machine;
    outcomesMax = limits.outcomes();
    outcomeMillis = limits.outcomeMillis();
  }

  /// Applies what a slot decided. A command whose id is remembered is not applied again, whatever
  /// its fingerprint. A batch in which nothing was new is a tick: it counts as a command if a
  /// deadline of the machine takes effect by it; if not, only the last stamp is kept, beside the
  /// state, for whoever has to go on from it.
  ///
  /// @param told gets each command of the batch with what is remembered of it; null of one that is
  ///   too old for that to be known, and is not applied
  /// @return how many commands were applied
  int apply(Decision decision, BiConsumer<Command, @Nullable Remembered> told) {
    return switch (decision.proposal()) {
      case NoOp(), Reconfigure _ -> 0;
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

  /// A copy of a command that was on its way for so long that an outcome younger than it has been
  /// forgotten may have been applied before: its own outcome may be the one that is forgotten.
  private @Nullable Remembered applyOnce(Command command) {
    var known = outcomes.get(command.id());
    if (known != null || command.born() < forgotten) {
      return known;
    }
    advance();
    var outcome = machine.apply(index, command.payload());
    var remembered = new Remembered(command.fingerprint(), index, outcome, timeMillis);
    remember(command.id(), remembered);
    forgetOld();
    return remembered;
  }

  private void advance() {
    timeMillis = stampMillis;
    index++;
    machine.advance(index, timeMillis);
  }

  /// Only ever after a command was applied, so that the same index means the same outcomes.
  private void forgetOld() {
    for (var eldest = outcomes.firstEntry();
        outcomes.size() > outcomesMax
            || timeMillis - eldest.getValue().timeMillis() > outcomeMillis;
        eldest = outcomes.firstEntry()) {
      outcomesDigest -= digest(eldest.getKey(), eldest.getValue());
      forgotten = eldest.getValue().index();
      outcomes.pollFirstEntry();
    }
  }

  @Nullable Remembered remembered(CommandId id) {
    return outcomes.get(id);
  }

  /// The whole state as it is now. References are copied, nothing that changes is shared.
  StateMachine.Capture capture() {
    return new Captured(
        index,
        timeMillis,
        stampMillis,
        forgotten,
        outcomes.keySet().toArray(CommandId[]::new),
        outcomes.values().toArray(Remembered[]::new),
        machine.capture());
  }

  private record Captured(
      long index,
      long timeMillis,
      long stampMillis,
      long forgotten,
      CommandId[] ids,
      Remembered[] outcomes,
      StateMachine.Capture machine)
      implements StateMachine.Capture {

    @Override
    public void writeTo(OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      out.writeLong(WITH_STAMP);
      out.writeLong(index);
      out.writeLong(timeMillis);
      out.writeLong(stampMillis);
      out.writeLong(forgotten);
      out.writeInt(ids.length);
      for (var i = 0; i < ids.length; i++) {
        out.writeLong(ids[i].high());
        out.writeLong(ids[i].low());
        out.writeLong(outcomes[i].fingerprint());
        out.writeLong(outcomes[i].index());
        out.writeLong(outcomes[i].timeMillis());
        out.writeInt(outcomes[i].outcome().length);
        out.write(outcomes[i].outcome());
      }
      machine.writeTo(out);
      out.flush();
    }
  }

  /// Becomes what [#capture] took.
  ///
  /// @throws IOException when the stream fails, or does not hold a state
  void restore(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    var first = in.readLong();
    index = first == WITH_STAMP ? in.readLong() : first;
    timeMillis = in.readLong();
    stampMillis = first == WITH_STAMP ? in.readLong() : timeMillis;
    forgotten = in.readLong();
    outcomes.clear();
    outcomesDigest = 0;
    for (var left = in.readInt(); left > 0; left--) {
      var id = new CommandId(in.readLong(), in.readLong());
      var fingerprint = in.readLong();
      var appliedIndex = in.readLong();
      var appliedMillis = in.readLong();
      var outcome = readOutcome(in);
      remember(id, new Remembered(fingerprint, appliedIndex, outcome, appliedMillis));
    }
    machine.restore(in);
  }

  private static byte[] readOutcome(DataInputStream in) throws IOException {
    var length = in.readInt();
    var outcome = length < 0 ? new byte[0] : in.readNBytes(length);
    if (outcome.length != length) {
      throw new IOException("an outcome of " + length + " bytes is cut");
    }
    return outcome;
  }

  private void remember(CommandId id, Remembered remembered) {
    outcomes.put(id, remembered);
    outcomesDigest += digest(id, remembered);
  }

  /// The last stamp that was decided: the replicated time has come at least so far.
  long stampMillis() {
    return stampMillis;
  }

  S machine() {
    return machine;
  }

  long index() {
    return index;
  }

  long digest() {
    var counters = mix(index) * 31 + mix(timeMillis) + mix(forgotten) * 17;
    return mix(machine.digest() + mix(outcomesDigest) + counters);
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
