package dev.parterre.paxos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Keeps every command that it was given, as text, in order. Some commands it cannot apply.
class CounterMachine implements StateMachine {

  private static final long NOT_DUE = Long.MIN_VALUE;

  private final List<String> applied = new ArrayList<>();
  private long timeMillis;
  private OptionalLong due = OptionalLong.empty();
  private long rangAt;
  private int level = FormatLevel.FIRST;
  private final int newestLevel;

  CounterMachine() {
    this(FormatLevel.NEWEST);
  }

  /// As a program that reads no newer format level.
  CounterMachine(int newestLevel) {
    this.newestLevel = newestLevel;
  }

  @Override
  public int newestLevel() {
    return newestLevel;
  }

  @Override
  public void level(int level) {
    this.level = level;
  }

  @Override
  public byte[] apply(long index, byte[] command) {
    var text = new String(command, StandardCharsets.UTF_8);
    if (text.startsWith("fail")) {
      throw new IllegalArgumentException(text);
    } else if (text.startsWith("break")) {
      applied.add("half of it");
      throw new StackOverflowError(text);
    }
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
      rangAt = index;
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

  @Override
  public Capture capture() {
    var appliedNow = applied();
    var timeNow = timeMillis;
    var dueNow = due.orElse(NOT_DUE);
    return out -> {
      var data = new DataOutputStream(out);
      data.writeLong(timeNow);
      data.writeLong(dueNow);
      data.writeInt(appliedNow.size());
      for (var text : appliedNow) {
        data.writeUTF(text);
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    timeMillis = data.readLong();
    var dueThen = data.readLong();
    due = dueThen == NOT_DUE ? OptionalLong.empty() : OptionalLong.of(dueThen);
    applied.clear();
    for (int left = data.readInt(); left > 0; left--) {
      applied.add(data.readUTF());
    }
  }

  List<String> applied() {
    return List.copyOf(applied);
  }

  long timeMillis() {
    return timeMillis;
  }

  /// The index under which the last alarm rang.
  long rangAt() {
    return rangAt;
  }

  int level() {
    return level;
  }
}
