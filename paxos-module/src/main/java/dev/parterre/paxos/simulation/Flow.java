package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream: the messages of one class from one node to another, in their order. What may wait
/// for it is bounded.
final class Flow {

  private static final int WAITING_MAX = 40;
  private static final int WAITING_BYTES_MAX = 12_000;
  private static final int LATE_MICROS = 10_000;

  /// A message that is not completely sent yet.
  ///
  /// @param subject by which a copy of it is recognised; null: copies are not looked for
  private record Waiting(@Nullable Object subject, long bytes, long goneAt) {}

  /// @param answerable whether it wants an answer
  private record Beat(Ballot ballot, boolean answerable) {}

  /// @param greeting whether it answers none
  private record Echo(Ballot ballot, boolean greeting) {}

  /// @param bytes of the message with its header
  record Delivery(Envelope envelope, long bytes, Claim claim) {}

  /// When a message has been sent, and when it arrives.
  record Times(long goneAt, long arrivesAt) {}

  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final List<Delivery> held = new ArrayList<>();
  private long waitingBytes;
  private long freeAt;
  private long lastArrival;

  /// Whether there is no room for so many more bytes. On its own, a message always has room.
  boolean isFull(long now, long bytes) {
    prune(now);
    return waiting.size() >= WAITING_MAX
        || (!waiting.isEmpty() && waitingBytes + bytes > WAITING_BYTES_MAX);
  }

  /// Whether what was already sent takes longer than usual to leave.
  boolean isLate(long now) {
    return freeAt > now + LATE_MICROS;
  }

  private void prune(long now) {
    while (!waiting.isEmpty() && waiting.getFirst().goneAt <= now) {
      waitingBytes -= waiting.removeFirst().bytes;
    }
  }

  /// Whether the same message is still waiting to be sent.
  boolean holds(Message message, long now) {
    prune(now);
    var subject = waiting.isEmpty() ? null : subject(message);
    return subject != null && waiting.stream().anyMatch(each -> subject.equals(each.subject));
  }

  /// In the transport, a waiting heartbeat, or answer to one, is replaced by the next one; here it
  /// stays, and the next one is not sent.
  private static @Nullable Object subject(Message message) {
    return switch (message) {
      case Accept(var pvalue, _) -> pvalue;
      case Forward(var commands) -> commands;
      case Heartbeat(var ballot, _, _, var round) -> new Beat(ballot, round > 0);
      case HeartbeatAck ack -> new Echo(ack.ballot(), ack.round() == 0);
      default -> null;
    };
  }

  /// @param from when it can begin, if nothing is ahead of it
  /// @param takes how long it occupies the line
  Times add(Delivery delivery, long from, long takes, long delay) {
    var goneAt = Math.max(from, freeAt) + takes;
    freeAt = goneAt;
    lastArrival = Math.max(lastArrival + 1, goneAt + delay);
    if (takes > 0 || goneAt > from) {
      waiting.add(new Waiting(subject(delivery.envelope.message()), delivery.bytes, goneAt));
      waitingBytes += delivery.bytes;
    }
    return new Times(goneAt, lastArrival);
  }

  /// It has arrived at a point beyond which nothing gets through.
  void hold(Delivery delivery) {
    held.add(delivery);
  }

  boolean isHolding() {
    return !held.isEmpty();
  }

  List<Delivery> release() {
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
