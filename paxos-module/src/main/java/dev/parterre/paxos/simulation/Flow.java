package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream: what one node says to another of one class, one after the other. What waits before
/// it is bounded.
final class Flow {

  private static final int WAITING_MAX = 40;
  private static final int WAITING_BYTES_MAX = 12_000;
  private static final int LATE_MICROS = 10_000;

  /// What is not wholly on its way yet.
  ///
  /// @param subject by which a copy of it is known; null: nobody asks
  private record Waiting(@Nullable Object subject, long bytes, long goneAt) {}

  /// @param answerable whether it wants an answer
  private record Beat(Ballot ballot, boolean answerable) {}

  /// @param bytes of the message with its head
  record Letter(Envelope envelope, long bytes, Claim claim) {}

  /// When a letter has left, and when it arrives.
  record Times(long goneAt, long arrivesAt) {}

  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final List<Letter> held = new ArrayList<>();
  private long waitingBytes;
  private long freeAt;
  private long lastArrival;

  /// Whether there is no room for so many bytes more. Alone, a larger message has room.
  boolean isFull(long now, long bytes) {
    prune(now);
    return waiting.size() >= WAITING_MAX
        || (!waiting.isEmpty() && waitingBytes + bytes > WAITING_BYTES_MAX);
  }

  /// Whether what was said already takes longer than usual to leave.
  boolean isLate(long now) {
    return freeAt > now + LATE_MICROS;
  }

  private void prune(long now) {
    while (!waiting.isEmpty() && waiting.getFirst().goneAt <= now) {
      waitingBytes -= waiting.removeFirst().bytes;
    }
  }

  /// Whether the same is still on its way out.
  boolean holds(Message message, long now) {
    prune(now);
    var subject = waiting.isEmpty() ? null : subject(message);
    return subject != null && waiting.stream().anyMatch(each -> subject.equals(each.subject));
  }

  /// A heartbeat that waits gives its place to the next; here it keeps it, and the next is not
  /// said.
  private static @Nullable Object subject(Message message) {
    return switch (message) {
      case Accept(var pvalue, _) -> pvalue;
      case Forward(var commands) -> commands;
      case Heartbeat(var ballot, _, _, var round) -> new Beat(ballot, round > 0);
      default -> null;
    };
  }

  /// @param from when it can begin, if nothing is before it
  /// @param takes how long it keeps the line
  Times add(Letter letter, long from, long takes, long delay) {
    var goneAt = Math.max(from, freeAt) + takes;
    freeAt = goneAt;
    lastArrival = Math.max(lastArrival + 1, goneAt + delay);
    if (takes > 0 || goneAt > from) {
      waiting.add(new Waiting(subject(letter.envelope.message()), letter.bytes, goneAt));
      waitingBytes += letter.bytes;
    }
    return new Times(goneAt, lastArrival);
  }

  /// It has arrived where it cannot go on.
  void hold(Letter letter) {
    held.add(letter);
  }

  boolean isHolding() {
    return !held.isEmpty();
  }

  List<Letter> release() {
    var released = List.copyOf(held);
    held.clear();
    return released;
  }

  void clear() {
    waiting.clear();
    held.clear();
    waitingBytes = 0;
    freeAt = 0;
  }
}
