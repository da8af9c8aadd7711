package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.StateMachine;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// The state machine of the simulation: remembers which commands it applied, in a chain of digests
/// that shows every difference in order, time or content. Some commands set an alarm, so that the
/// replicated time is at work, too.
final class JournalMachine implements StateMachine {

  private static final int ALARM_MILLIS = 700;

  private final Checker checker;
  private final Counters counters;
  private final Set<Long> applied = new HashSet<>();
  private long chain;
  private long timeMillis;
  private OptionalLong alarm = OptionalLong.empty();

  JournalMachine(Checker checker, Counters counters) {
    this.checker = checker;
    this.counters = counters;
  }

  @Override
  public byte[] apply(long index, byte[] command) {
    var number = ByteBuffer.wrap(command).getLong();
    check(applied.add(number), "a command is applied once");
    chain = chain * 31 + number;
    if (number % 5 == 0 && alarm.isEmpty()) {
      alarm = OptionalLong.of(timeMillis + ALARM_MILLIS);
    }
    checker.applied(index, chain);
    return ByteBuffer.allocate(Long.BYTES).putLong(chain).array();
  }

  @Override
  public void advance(long index, long timeMillis) {
    check(timeMillis >= this.timeMillis, "the replicated time never runs backwards");
    this.timeMillis = timeMillis;
    chain = chain * 31 + timeMillis;
    if (alarm.isPresent() && timeMillis >= alarm.getAsLong()) {
      alarm = OptionalLong.empty();
      counters.count(Sometimes.ALARM_RANG);
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

  boolean hasApplied(long number) {
    return applied.contains(number);
  }

  @Override
  public String toString() {
    return "applied %d, digest %x, time %d, alarm %s"
        .formatted(applied.size(), chain, timeMillis, alarm);
  }
}
