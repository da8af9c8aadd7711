package dev.parterre.paxos.crash;

import dev.parterre.paxos.NodeDecorator;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Slot;
import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Ends the process where its [CrashPlan] says. It can be armed and disarmed while the node runs.
public final class CrashPoints implements NodeDecorator {

  /// The system property that names the [CrashPlan] of a whole process.
  public static final String PROPERTY = "dev.parterre.paxos.crash-at";

  /// A transport only queues what it is given: it has this much time to send it. The event loop
  /// stands still meanwhile, so that nothing happens that a crash would prevent.
  private static final long SENDING_MILLIS = 200;

  private static final int HALTED = 137;

  private final Runnable end;
  private @Nullable CrashPlan plan;
  private int timesLeft;
  private Slot decided = Slot.NONE;

  /// @param end ends the process, and does not return
  public CrashPoints(Runnable end) {
    this.end = end;
  }

  /// As [#PROPERTY] says; nothing without it. A process that is made to crash says so in its log
  /// when it begins.
  ///
  /// @throws IllegalArgumentException when the property does not name a plan
  public static NodeDecorator ofThisProcess() {
    var text = System.getProperty(PROPERTY);
    if (text == null) {
      return NodeDecorator.NONE;
    }
    var points = new CrashPoints(CrashPoints::halt);
    points.arm(CrashPlan.parse(text));
    System.getLogger(CrashPoints.class.getName())
        .log(Logger.Level.WARNING, "this process is going to crash at " + text);
    return points;
  }

  private static void halt() {
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SENDING_MILLIS);
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
    Runtime.getRuntime().halt(HALTED);
  }

  public synchronized void arm(CrashPlan next) {
    plan = next;
    timesLeft = next.times();
  }

  public synchronized void disarm() {
    plan = null;
  }

  @Override
  public PaxosLog around(PaxosLog log) {
    return new CrashingLog(log, this);
  }

  @Override
  public Transport around(Transport transport) {
    return new CrashingTransport(transport, this);
  }

  /// What a node knows to be decided when it starts.
  synchronized void begins(Slot known) {
    decided = known;
  }

  /// Whether this is the first message or record that says that the slot is decided.
  synchronized boolean isNews(Slot slot) {
    return slot.isAfter(decided);
  }

  synchronized void told(Slot slot) {
    decided = Slot.max(decided, slot);
  }

  /// The node comes to a point. Unless it is the last time that the plan counts, nothing happens.
  ///
  /// @return the plan, if the process is to end here
  synchronized @Nullable CrashPlan reach(CrashPoint point) {
    var current = plan;
    if (current == null || current.point() != point || --timesLeft > 0) {
      return null;
    }
    plan = null;
    return current;
  }

  void pass(CrashPoint point) {
    if (reach(point) != null) {
      end.run();
    }
  }

  void end() {
    end.run();
  }
}
