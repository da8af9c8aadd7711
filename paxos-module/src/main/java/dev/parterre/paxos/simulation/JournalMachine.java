package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// The state machine of the simulation. It remembers which commands it applied, in a chain of
/// digests that shows any difference in order, time or content. Some commands set an alarm, so that
/// the replicated time is exercised, too.
final class JournalMachine implements StateMachine {

  private static final int ALARM_MILLIS_LEAST = 700;
  private static final int ALARM_MILLIS_MORE = 1000;
  private static final int ALARM_LENGTHS = 3;
  private static final long NO_ALARM = Long.MIN_VALUE;

  private final Checker checker;
  private final Timekeeper timekeeper;
  private final Counters counters;
  private final SnapshotTrouble trouble;
  private final int newestLevel;
  private final Set<Long> applied = new LinkedHashSet<>();
  private long chain;
  private long timeMillis;
  private OptionalLong alarm = OptionalLong.empty();
  private long alarmSetBy;

  JournalMachine(
      Checker checker,
      Timekeeper timekeeper,
      Counters counters,
      SnapshotTrouble trouble,
      int newestLevel) {
    this.newestLevel = newestLevel;
    this.timekeeper = timekeeper;
    this.checker = checker;
    this.trouble = trouble;
    this.counters = counters;
  }

  @Override
  public int newestLevel() {
    return newestLevel;
  }

  @Override
  public byte[] apply(long index, byte[] command) {
    var number = ByteBuffer.wrap(command).getLong();
    check(applied.add(number), "a command is applied once");
    chain = chain * 31 + number;
    if (number % 5 == 0 && alarm.isEmpty()) {
      var length = ALARM_MILLIS_LEAST + number / 5 % ALARM_LENGTHS * ALARM_MILLIS_MORE;
      alarm = OptionalLong.of(timeMillis + length);
      alarmSetBy = number;
      timekeeper.set(number, timeMillis, length);
    }
    checker.applied(index, chain);
    return ByteBuffer.allocate(Long.BYTES).putLong(chain).array();
  }

  @Override
  public void advance(long index, long timeMillis) {
    check(timeMillis >= this.timeMillis, "the replicated time never runs backwards");
    this.timeMillis = timeMillis;
    checker.reached(index, timeMillis);
    chain = chain * 31 + timeMillis;
    if (alarm.isPresent() && timeMillis >= alarm.getAsLong()) {
      alarm = OptionalLong.empty();
      counters.count(Sometimes.ALARM_RANG);
      timekeeper.rang(alarmSetBy);
      chain++;
    }
    checker.applied(-index, chain);
  }

  @Override
  public OptionalLong nextDueMillis() {
    return alarm;
  }

  @Override
  public long digest() {
    return chain;
  }

  @Override
  public Capture capture() {
    trouble.beforeUndeclared(SnapshotTrouble.Way.CAPTURE_UNDECLARED);
    var numbers = sequence();
    var chainNow = chain;
    var timeNow = timeMillis;
    var alarmNow = alarm.orElse(NO_ALARM);
    var setByNow = alarmSetBy;
    return out -> {
      var data = new DataOutputStream(out);
      data.writeLong(chainNow);
      data.writeLong(timeNow);
      data.writeLong(alarmNow);
      data.writeLong(setByNow);
      data.writeInt(numbers.size());
      for (var number : numbers) {
        data.writeLong(number);
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream in) throws IOException {
    trouble.before(SnapshotTrouble.Way.RESTORE);
    var data = new DataInputStream(in);
    chain = data.readLong();
    timeMillis = data.readLong();
    var alarmThen = data.readLong();
    alarm = alarmThen == NO_ALARM ? OptionalLong.empty() : OptionalLong.of(alarmThen);
    alarmSetBy = data.readLong();
    applied.clear();
    for (int left = data.readInt(); left > 0; left--) {
      applied.add(data.readLong());
    }
  }

  /// The commands that it applied, in order.
  List<Long> sequence() {
    return List.copyOf(applied);
  }

  boolean hasApplied(long number) {
    return applied.contains(number);
  }

  @Override
  public String toString() {
    return "applied %d, digest %x, time %d, alarm %s"
        .formatted(applied.size(), chain, timeMillis, alarm);
  }
}
