package dev.parterre.paxos;

import dev.parterre.paxos.ReplicatedState.Mix;
import dev.parterre.paxos.ReplicatedState.Remembered;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Rules;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The outcome of each command, in the order in which they were applied, as far back as the rules
/// say.
final class Outcomes {

  private static final int FAILED = -1;

  private final LinkedHashMap<CommandId, Remembered> byId = new LinkedHashMap<>();
  private long digest;
  private long forgotten;

  @Nullable Remembered find(CommandId id) {
    return byId.get(id);
  }

  int size() {
    return byId.size();
  }

  /// The index of the last outcome that was forgotten.
  long forgotten() {
    return forgotten;
  }

  void put(CommandId id, Remembered remembered) {
    byId.put(id, remembered);
    digest += digest(id, remembered);
  }

  /// Called only together with something that takes an index, so that the same index means the same
  /// outcomes.
  void forget(Rules rules, long timeMillis) {
    for (var eldest = byId.firstEntry();
        eldest != null
            && (byId.size() > rules.outcomesMax()
                || timeMillis - eldest.getValue().timeMillis() > rules.outcomeMillis());
        eldest = byId.firstEntry()) {
      digest -= digest(eldest.getKey(), eldest.getValue());
      forgotten = eldest.getValue().index();
      byId.pollFirstEntry();
    }
  }

  StateMachine.Capture capture() {
    var forgottenNow = forgotten;
    var ids = byId.keySet().toArray(CommandId[]::new);
    var remembered = byId.values().toArray(Remembered[]::new);
    return stream -> {
      var out = new DataOutputStream(stream);
      out.writeLong(forgottenNow);
      out.writeInt(ids.length);
      for (var i = 0; i < ids.length; i++) {
        write(ids[i], remembered[i], out);
      }
      out.flush();
    };
  }

  private static void write(CommandId id, Remembered remembered, DataOutputStream out)
      throws IOException {
    out.writeLong(id.high());
    out.writeLong(id.low());
    out.writeLong(remembered.fingerprint());
    out.writeLong(remembered.index());
    out.writeLong(remembered.timeMillis());
    var outcome = remembered.outcome();
    if (outcome == null) {
      out.writeInt(FAILED);
    } else {
      out.writeInt(outcome.length);
      out.write(outcome);
    }
  }

  /// Reads what [#capture] wrote, in any format so far: before the third, no command could fail.
  static Outcomes read(DataInputStream in) throws IOException {
    var outcomes = new Outcomes();
    outcomes.forgotten = in.readLong();
    for (var left = in.readInt(); left > 0; left--) {
      var id = new CommandId(in.readLong(), in.readLong());
      var fingerprint = in.readLong();
      var index = in.readLong();
      var timeMillis = in.readLong();
      outcomes.put(id, new Remembered(fingerprint, index, readOutcome(in), timeMillis));
    }
    return outcomes;
  }

  private static byte @Nullable [] readOutcome(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length == FAILED) {
      return null;
    }
    var outcome = length < 0 ? new byte[0] : in.readNBytes(length);
    if (outcome.length != length) {
      throw new IOException("an outcome of " + length + " bytes is truncated");
    }
    return outcome;
  }

  long digest() {
    return digest + 17 * Mix.of(forgotten);
  }

  private static long digest(CommandId id, Remembered remembered) {
    var ids = Mix.of(id.high() + Mix.of(id.low()));
    var content = Mix.of(remembered.fingerprint() + Arrays.hashCode(remembered.outcome()));
    return Mix.of(
        ids + 3 * content + 5 * Mix.of(remembered.index() + Mix.of(remembered.timeMillis())));
  }
}
