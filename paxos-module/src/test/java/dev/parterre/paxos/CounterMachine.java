package dev.parterre.paxos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Keeps every command it was given, as text, in order.
final class CounterMachine implements StateMachine {

  private final List<String> applied = new ArrayList<>();
  private long timeMillis;
  private OptionalLong due = OptionalLong.empty();

  @Override
  public byte[] apply(long index, byte[] command) {
    var text = new String(command, StandardCharsets.UTF_8);
    applied.add(text);
    if (text.startsWith("alarm ")) {
      due = OptionalLong.of(timeMillis + Long.parseLong(text.substring(6)));
    }
    return (applied.size() + ":" + text).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void advance(long index, long timeMillis) {
    this.timeMillis = timeMillis;
    if (due.isPresent() && timeMillis >= due.getAsLong()) {
      due = OptionalLong.empty();
      applied.add("rang");
    }
  }

  @Override
  public OptionalLong nextDueMillis() {
    return due;
  }

  @Override
  public long digest() {
    return applied.hashCode();
  }

  List<String> applied() {
    return List.copyOf(applied);
  }

  long timeMillis() {
    return timeMillis;
  }
}
