package dev.parterre.paxos.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for one peer, and who takes it there: a lane with a request of its own, or the
/// response of an exchange that the peer itself has open here.
///
/// - While the peer has an exchange open, what waits rides on its response and wakes no lane: its
///   turn is under way, and ends soon. A frame too large for a response goes by a lane.
/// - An exchange that carried something whose answer awaits the force (Prepare, Accept) is answered
///   when its turn has ended, and not before: a Promise or Accepted is to be its response. Any
///   other is answered early, with the first thing said to the peer: what binds nobody need not
///   wait for our disk.
///
/// Each change that lets a lane take something also wakes one, so nothing waits for ever.
final class Outbox {

  enum Lane {
    CONTROL,
    BULK
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition controlDue = lock.newCondition();
  private final Condition bulkDue = lock.newCondition();
  private final boolean hasLanes;
  private final FrameQueue control;
  private final FrameQueue bulk;
  private final Set<OpenExchange> open = new LinkedHashSet<>();
  private int idleBulkLanes;
  private int failures;
  private long pausedUntilNanos;
  private boolean closed;

  private Outbox(boolean hasLanes, int bytesMax) {
    this.hasLanes = hasLanes;
    this.control = new FrameQueue(Bounds.OUTBOX_FRAMES, bytesMax);
    this.bulk = new FrameQueue(Bounds.OUTBOX_FRAMES, bytesMax);
  }

  static Outbox ofPeer() {
    return new Outbox(true, Bounds.OUTBOX_BYTES);
  }

  /// Has no lanes: everything waits for the guest's next exchange.
  static Outbox ofGuest() {
    return new Outbox(false, Bounds.GUEST_BYTES);
  }

  void add(List<Frame> frames) {
    lock.lock();
    try {
      if (closed || isPaused()) {
        return;
      }
      frames.forEach(this::enqueue);
      answerEarly();
      wakeLanes();
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Frame frame) {
    (frame.isBulk ? bulk : control).add(frame);
  }

  private void answerEarly() {
    for (var exchange : open) {
      if (!exchange.awaitsForce) {
        var frames = pollForResponse();
        if (!frames.isEmpty()) {
          open.remove(exchange);
          exchange.answer(frames);
        }
        return;
      }
    }
  }

  /// Waits until something is due for this lane; nothing when the outbox is closed.
  List<Frame> take(Lane lane) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !isDue(lane)) {
        await(lane);
      }
      var taken = closed ? List.<Frame>of() : poll(lane);
      wakeLanes();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(Lane lane) {
    return lanesMayTake() && !queue(lane).isEmpty();
  }

  private boolean lanesMayTake() {
    return open.isEmpty() || bulk.startsAbove(Bounds.RESPONSE_BYTES);
  }

  private FrameQueue queue(Lane lane) {
    return switch (lane) {
      case CONTROL -> control;
      case BULK -> bulk;
    };
  }

  private void await(Lane lane) throws InterruptedException {
    switch (lane) {
      case CONTROL -> controlDue.await();
      case BULK -> {
        idleBulkLanes++;
        try {
          bulkDue.await();
        } finally {
          idleBulkLanes--;
        }
      }
    }
  }

  private List<Frame> poll(Lane lane) {
    var taken = queue(lane).pollFitting(Bounds.LANE_BYTES, Bounds.BODY_FRAMES / 2);
    if (taken.isEmpty()) {
      taken.add(queue(lane).removeFirst());
    }
    if (lane == Lane.BULK && FrameQueue.estimatedBytes(taken) <= Bounds.JOINED_BYTES) {
      taken.addAll(control.pollFitting(Bounds.JOINED_BYTES, Bounds.BODY_FRAMES / 2));
    }
    return taken;
  }

  private List<Frame> pollForResponse() {
    var taken = new ArrayList<>(control.pollFitting(Bounds.JOINED_BYTES, Bounds.BODY_FRAMES / 2));
    taken.addAll(bulk.pollFitting(Bounds.RESPONSE_BYTES, Bounds.BODY_FRAMES / 2));
    if (!hasLanes && taken.isEmpty() && !bulk.isEmpty()) {
      taken.add(bulk.removeFirst());
    }
    return taken;
  }

  /// One lane for what waits; a bulk lane takes control messages along if it can.
  private void wakeLanes() {
    if (!lanesMayTake()) {
      return;
    }
    if (!bulk.isEmpty()) {
      bulkDue.signal();
    }
    if (!control.isEmpty() && (bulk.isEmpty() || idleBulkLanes == 0)) {
      controlDue.signal();
    }
  }

  /// The peer asks, so it lives. Called before its messages are delivered: their turn may run at
  /// once. What waits already is the answer if nothing better can be expected.
  void opened(OpenExchange exchange) {
    lock.lock();
    try {
      failures = 0;
      if (closed) {
        exchange.answer(List.of());
      } else {
        open.add(exchange);
        answerEarly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Answers the exchange with what waits, unless it is answered already.
  void turnEnded(OpenExchange exchange) {
    lock.lock();
    try {
      if (open.remove(exchange)) {
        exchange.answer(pollForResponse());
        wakeLanes();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nobody waits for the exchange's turn any longer.
  void giveUp(OpenExchange exchange) {
    lock.lock();
    try {
      if (open.remove(exchange)) {
        exchange.answer(List.of());
        wakeLanes();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The response could not be written: a lane may.
  void giveBack(List<Frame> frames) {
    lock.lock();
    try {
      if (!closed) {
        frames.forEach(this::enqueue);
        wakeLanes();
      }
    } finally {
      lock.unlock();
    }
  }

  void peerIsBack() {
    lock.lock();
    try {
      failures = 0;
    } finally {
      lock.unlock();
    }
  }

  /// A single failure loses what was under way. After another one without success between, nothing
  /// is kept for the peer during a pause: it would be stale when the peer is back, and Paxos
  /// resends.
  void failed() {
    lock.lock();
    try {
      failures++;
      if (failures > 1) {
        control.clear();
        bulk.clear();
        var millis = Bounds.PAUSE_MIN_MILLIS << Math.min(failures - 2, 2);
        pausedUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isPaused() {
    return failures > 1 && open.isEmpty() && System.nanoTime() - pausedUntilNanos < 0;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      control.clear();
      bulk.clear();
      open.forEach(exchange -> exchange.answer(List.of()));
      open.clear();
      controlDue.signalAll();
      bulkDue.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
