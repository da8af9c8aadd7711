package dev.parterre.paxos.crash;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

final class CrashingLog implements PaxosLog {

  private final PaxosLog log;
  private final CrashPoints points;
  private final Snapshots snapshots;

  CrashingLog(PaxosLog log, CrashPoints points) {
    this.log = log;
    this.points = points;
    snapshots = new CrashingSnapshots(log.snapshots(), points);
  }

  @Override
  public Recovered recovered() {
    var recovered = log.recovered();
    points.begins(recovered.decided());
    return recovered;
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    var decided = decidedIn(records);
    var news = points.isNews(decided);
    if (news) {
      points.pass(CrashPoint.BEFORE_DECIDE);
    }
    points.pass(CrashPoint.BEFORE_WRITE);
    log.append(records);
    points.told(decided);
    points.pass(CrashPoint.AFTER_WRITE);
    if (news) {
      points.pass(CrashPoint.AFTER_DECIDE);
    }
  }

  private static Slot decidedIn(List<LogRecord> records) {
    var last = Slot.NONE;
    for (var record : records) {
      if (record instanceof LogRecord.DecidedUpTo(var slot)) {
        last = Slot.max(last, slot);
      }
    }
    return last;
  }

  @Override
  public void force() throws IOException {
    points.pass(CrashPoint.BEFORE_FORCE);
    log.force();
    points.pass(CrashPoint.AFTER_FORCE);
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    return log.read(from, maxBytes);
  }

  @Override
  public Slot first() {
    return log.first();
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public void compact(Slot slot) throws IOException {
    log.compact(slot);
  }

  @Override
  public void installed(Slot slot) throws IOException {
    log.installed(slot);
  }

  @Override
  public UUID storage() {
    return log.storage();
  }

  @Override
  public long forcedThrough() {
    return log.forcedThrough();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
