package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.http.OutgoingMessage.Mark;
import dev.parterre.paxos.http.OutgoingMessage.Matter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What waits for one peer, and what is on its way to it.
///
/// - What is on its way is not taken a second time: neither while it waits, nor while it is
///   written, nor until the peer says that it has read it. If it is large, nor for a moment after
///   that: the peer has still to force it, and what it asked before it arrived may have waited at
///   this node. When the connection breaks, this is forgotten.
/// - To a peer that does not ask, [Talk] sends what waits, if that is possible. If it is not,
///   nothing is kept for long: it would be stale when the peer is back, and Paxos resends.
final class SendBuffer {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unasked = lock.newCondition();
  private final Map<Lane, Waiting> lanes = new EnumMap<>(Lane.class);
  private final Map<Matter, Ballot> underWay = new HashMap<>();
  private final Consumer<OutgoingMessage> dropped;
  private final LongSupplier nanoClock;
  private boolean heard;
  private boolean isAskedByPeer = true;
  private boolean closed;

  /// @param upTo the number of the last frame in which it was written
  private record Sent(long upTo, List<Mark> marks) {}

  /// @param untilNanos when they are forgotten
  private record Digested(long untilNanos, List<Mark> marks) {}

  private final class Waiting {
    final Condition due = lock.newCondition();
    final OutgoingQueue messages;
    final ArrayDeque<Sent> sent = new ArrayDeque<>();
    final ArrayDeque<Digested> digested = new ArrayDeque<>();
    List<OutgoingMessage> writing = List.of();
    @Nullable OutgoingStream open;
    long readUpTo;
    long closedAtNanos = nanoClock.getAsLong();

    Waiting(int bytesMax) {
      messages = new OutgoingQueue(Bounds.SEND_BUFFER_MESSAGES, bytesMax);
    }

    /// The peer has read a message with these marks.
    void wasRead(List<Mark> marks) {
      if (this == waiting(Lane.BULK) && !marks.isEmpty()) {
        var until = nanoClock.getAsLong() + Bounds.nanos(Bounds.DIGESTED_MILLIS);
        digested.add(new Digested(until, marks));
      } else {
        forget(marks);
      }
    }

    void forgetDigested() {
      var now = nanoClock.getAsLong();
      while (!digested.isEmpty() && digested.element().untilNanos - now <= 0) {
        forget(digested.remove().marks);
      }
    }

    /// Called when it is no longer known how much of it the peer has read.
    void forgetSent() {
      sent.forEach(each -> forget(each.marks));
      sent.clear();
      digested.forEach(each -> forget(each.marks));
      digested.clear();
      writing.forEach(message -> forget(message.marks));
      writing = List.of();
      readUpTo = 0;
    }
  }

  SendBuffer(int bytesMax, Consumer<OutgoingMessage> dropped, LongSupplier nanoClock) {
    this.dropped = dropped;
    this.nanoClock = nanoClock;
    for (var lane : Lane.values()) {
      lanes.put(lane, new Waiting(bytesMax));
    }
  }

  private Waiting waiting(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  void add(List<OutgoingMessage> messages) {
    lock.lock();
    try {
      if (!closed) {
        messages.forEach(this::enqueue);
        lanes.values().forEach(this::wake);
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(OutgoingMessage message) {
    waiting(Lane.BULK).forgetDigested();
    var fresh = withoutWhatIsUnderWay(message);
    if (fresh == null) {
      return;
    }
    var lane = waiting(fresh.isBulk() ? Lane.BULK : Lane.CONTROL);
    if (isKept(lane)) {
      fresh.marks.forEach(mark -> underWay.put(mark.matter(), mark.ballot()));
      if (!lane.messages.replace(fresh)) {
        lane.messages.add(fresh, this::drop);
      }
    } else {
      lane.messages.clear(this::drop);
      dropped.accept(fresh);
    }
  }

  private @Nullable OutgoingMessage withoutWhatIsUnderWay(OutgoingMessage message) {
    if (message.content instanceof Forward(var commands)) {
      var fresh =
          commands.stream().filter(each -> !isUnderWay(OutgoingMessage.mark(each.id()))).toList();
      if (fresh.size() == commands.size()) {
        return message;
      }
      return fresh.isEmpty() ? null : new OutgoingMessage(new Forward(fresh));
    }
    if (!message.marks.isEmpty() && message.marks.stream().allMatch(this::isUnderWay)) {
      return null;
    }
    if (message.content instanceof Decided lesson && isProposalUnderWay(lesson)) {
      return null;
    }
    message.marks.forEach(this::removeOutdone);
    return message;
  }

  /// What the peer misses is on its way to it as a proposal: it will hear that it is decided, or
  /// ask again.
  private boolean isProposalUnderWay(Decided lesson) {
    var first = lesson.decisions().stream().findFirst();
    return first
        .map(each -> new Matter.Proposed(each.slot()))
        .filter(underWay::containsKey)
        .isPresent();
  }

  private boolean isUnderWay(Mark mark) {
    return mark.ballot().equals(underWay.get(mark.matter()));
  }

  /// Drops what waits for the same matter under an earlier ballot.
  private void removeOutdone(Mark mark) {
    if (underWay.remove(mark.matter()) != null) {
      for (var lane : lanes.values()) {
        lane.messages.removeIf(
            each -> each.marks.stream().anyMatch(it -> it.matter().equals(mark.matter())));
      }
    }
  }

  private boolean isKept(Waiting lane) {
    return lane.open != null || heard || sinceClosed(lane) < Bounds.nanos(Bounds.KEPT_MILLIS);
  }

  private long sinceClosed(Waiting lane) {
    return nanoClock.getAsLong() - lane.closedAtNanos;
  }

  private void drop(OutgoingMessage message) {
    forget(message.marks);
    dropped.accept(message);
  }

  private void forget(List<Mark> marks) {
    marks.forEach(mark -> underWay.remove(mark.matter(), mark.ballot()));
  }

  private void wake(Waiting lane) {
    if (!lane.messages.isEmpty()) {
      (lane.open == null ? unasked : lane.due).signal();
    }
  }

  /// The peer requests the messages of this lane.
  ///
  /// @return the stream of its earlier request, if that is still open
  @Nullable OutgoingStream open(Lane lane, OutgoingStream stream) {
    lock.lock();
    try {
      var waiting = waiting(lane);
      var before = waiting.open;
      waiting.forgetSent();
      waiting.open = stream;
      waiting.due.signalAll();
      return before;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something for this stream, and takes it.
  ///
  /// @return empty if there was nothing for a while; null if the stream has to end
  @Nullable List<OutgoingMessage> take(Lane lane, OutgoingStream stream)
      throws InterruptedException {
    lock.lock();
    try {
      var waiting = waiting(lane);
      var patience = Bounds.nanos(Bounds.KEEPALIVE_MILLIS);
      while (!closed && stream.equals(waiting.open) && waiting.messages.isEmpty() && patience > 0) {
        patience = waiting.due.awaitNanos(patience);
      }
      if (closed || !stream.equals(waiting.open)) {
        return null;
      }
      waiting.writing = waiting.messages.poll(lane.batchBytes, Bounds.BATCH_MESSAGES);
      return waiting.writing;
    } finally {
      lock.unlock();
    }
  }

  /// What was taken last has been written; the last frame has this number.
  void written(Lane lane, OutgoingStream stream, long number) {
    lock.lock();
    try {
      var waiting = waiting(lane);
      if (!stream.equals(waiting.open)) {
        return;
      }
      var marks = waiting.writing.stream().flatMap(message -> message.marks.stream()).toList();
      waiting.writing = List.of();
      if (number <= waiting.readUpTo) {
        waiting.wasRead(marks);
      } else if (!marks.isEmpty()) {
        waiting.sent.add(new Sent(number, marks));
        if (waiting.sent.size() > Bounds.SEND_BUFFER_MESSAGES) {
          forget(waiting.sent.remove().marks);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// The peer has read this lane's stream up to there; ignored if that is not the present stream.
  void read(Lane lane, FrameHeader.Read read) {
    lock.lock();
    try {
      var waiting = waiting(lane);
      if (waiting.open == null || waiting.open.number() != read.stream()) {
        return;
      }
      waiting.readUpTo = Math.max(waiting.readUpTo, read.number());
      while (!waiting.sent.isEmpty() && waiting.sent.element().upTo <= waiting.readUpTo) {
        waiting.wasRead(waiting.sent.remove().marks);
      }
    } finally {
      lock.unlock();
    }
  }

  void ended(Lane lane, OutgoingStream stream) {
    lock.lock();
    try {
      var waiting = waiting(lane);
      if (stream.equals(waiting.open)) {
        waiting.open = null;
        waiting.closedAtNanos = nanoClock.getAsLong();
        waiting.forgetSent();
        unasked.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// @param heard whether the peer's messages reach this node
  /// @param isAskedByPeer whether the peer says that it requests this node's messages
  void hears(boolean heard, boolean isAskedByPeer) {
    lock.lock();
    try {
      this.heard = heard;
      this.isAskedByPeer = isAskedByPeer;
      unasked.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something for a peer that does not ask for it, and takes it. [#said] has
  /// to be called when it has been sent, or could not be.
  ///
  /// @return empty when the buffer is closed
  List<OutgoingMessage> takeUnasked() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        var wait = nanosUntilTalk();
        if (wait > 0) {
          var _ = unasked.awaitNanos(wait);
          continue;
        }
        for (var lane : Lane.values()) {
          if (!waiting(lane).messages.isEmpty()) {
            return waiting(lane).messages.poll(lane.batchBytes, Bounds.BATCH_MESSAGES);
          }
        }
        unasked.await();
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilTalk() {
    var control = waiting(Lane.CONTROL);
    if (!heard || control.open != null) {
      return TimeUnit.HOURS.toNanos(1);
    }
    return isAskedByPeer ? Bounds.nanos(Bounds.TALK_MILLIS) - sinceClosed(control) : 0;
  }

  void said(List<OutgoingMessage> messages) {
    lock.lock();
    try {
      messages.forEach(message -> forget(message.marks));
    } finally {
      lock.unlock();
    }
  }

  /// Also ends the streams.
  void close() {
    lock.lock();
    try {
      closed = true;
      underWay.clear();
      for (var lane : lanes.values()) {
        lane.messages.clear(_ -> {});
        lane.due.signalAll();
      }
      unasked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The streams that are open now.
  List<OutgoingStream> streams() {
    lock.lock();
    try {
      var open = new ArrayList<OutgoingStream>();
      for (var lane : lanes.values()) {
        if (lane.open != null) {
          open.add(lane.open);
        }
      }
      return open;
    } finally {
      lock.unlock();
    }
  }
}
