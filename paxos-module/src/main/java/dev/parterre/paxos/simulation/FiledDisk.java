package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.LogRecord.AcceptedValue;
import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Promised;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.log.SegmentedLog;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.simulation.files.SimulatedFiles;
import dev.parterre.paxos.simulation.files.Touch;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The real log with its segments, its snapshots and its recovery, on simulated files, where the
/// power can fail at every touch. What it finds when it is opened is checked against what was
/// forced and what was written.
final class FiledDisk extends NodeDisk {

  static final String CLUSTER = "simulated";

  /// Where a flipped bit cannot be mistaken for a torn write.
  private static final int HEADER_BYTES = 32;

  private final int segmentBytes;
  private final Runnable edge;
  private final SimulatedFiles files = new SimulatedFiles(this::touch);
  private final List<LogRecord> unforced = new ArrayList<>();
  private @Nullable SegmentedLog log;
  private @Nullable PeerDisks peers;
  private SimulatedFiles.@Nullable Copy copy;
  private LogImage forced = new LogImage();
  private LogImage written = new LogImage();

  /// @param edge called at every touch of the disk, where the power may fail
  FiledDisk(
      NodeId node,
      World world,
      Checker checker,
      Mutant mutant,
      Dice dice,
      Counters counters,
      int segmentBytes,
      Runnable edge) {
    super(node, world, checker, mutant, dice, counters);
    this.segmentBytes = segmentBytes;
    this.edge = edge;
  }

  private void touch(Touch.Kind kind) throws IOException {
    edge.run();
    switch (kind) {
      case WRITE -> {
        if (isFull()) {
          throw new IOException("the disk is full");
        }
      }
      case FORCE -> {
        if (isFailing()) {
          throw new IOException("the force failed");
        }
        holdUp();
      }
      case CREATE, MOVE, DELETE, FORCE_DIRECTORY -> {}
    }
  }

  @Override
  void open() throws IOException {
    try {
      var directory = DataDirectory.open(files.directory(), CLUSTER, node);
      var opened = SegmentedLog.open(directory, segmentBytes, this::nanoTime);
      log = opened;
      peers = PeerDisks.open(directory, this::nanoTime);
      recover(opened);
    } catch (IOException refused) {
      check(
          isDamaged() || hasFailed(),
          "a log that was not damaged is not refused: " + refused.getMessage());
      if (!hasFailed()) {
        counters.count(Sometimes.DAMAGE_FOUND_AT_START);
      }
      throw refused;
    }
    check(!files.isDamaged(), "a log that was damaged is refused");
    becomeWhole();
    counters.count(Sometimes.REAL_LOG_OPENED);
  }

  private void recover(SegmentedLog opened) throws IOException {
    var found = opened.recovered();
    if (!isSwapped()) {
      checkKept(found, opened.snapshots().last());
    }
    for (var pvalue : found.accepted()) {
      checker.durablyAccepted(node, pvalue);
    }
    forced = image(found);
    written = image(found);
    checkDecided(opened, opened.first(), found.decided());
  }

  /// Nothing that was forced may be lost, and nothing may be there that was not written.
  private void checkKept(Recovered found, @Nullable Snapshot last) {
    var known = Slot.max(written.decided(), last == null ? Slot.NONE : last.slot());
    check(!forced.promised().isAbove(found.promised()), "a forced promise is recovered");
    check(!forced.decided().isAfter(found.decided()), "what was forced as decided is recovered");
    check(!found.promised().isAbove(written.promised()), "no promise is recovered but one made");
    check(!found.decided().isAfter(known), "no slot is recovered but a decided one");
    for (var vote : forced.votes()) {
      check(
          !vote.slot().isAfter(found.decided()) || isAmong(found.accepted(), vote),
          "a forced vote is recovered: slot " + vote.slot());
    }
  }

  private static boolean isAmong(List<PValue> recovered, PValue vote) {
    for (var each : recovered) {
      if (each.slot().equals(vote.slot())) {
        return !vote.ballot().isAbove(each.ballot());
      }
    }
    return false;
  }

  private static LogImage image(Recovered found) {
    var image = new LogImage();
    image.add(new Promised(found.promised()));
    found.accepted().forEach(pvalue -> image.add(new AcceptedValue(pvalue)));
    image.add(new DecidedUpTo(found.decided()));
    return image;
  }

  /// What can be read must be what was chosen.
  private void checkDecided(SegmentedLog opened, Slot from, Slot upTo) throws IOException {
    for (var next = from; !next.isAfter(upTo); ) {
      var decisions = opened.read(next, Integer.MAX_VALUE);
      check(!decisions.isEmpty(), "the log holds every slot that it calls decided: slot " + next);
      for (var decision : decisions) {
        checker.decided(decision.slot(), decision.proposal());
      }
      next = decisions.getLast().slot().next();
    }
  }

  private SegmentedLog log() {
    var opened = log;
    if (opened == null) {
      throw new IllegalStateException("broken: the log of a node that is down is used");
    }
    return opened;
  }

  @Override
  PeerDisks peers() {
    var opened = peers;
    if (opened == null) {
      throw new IllegalStateException("broken: the disk of a node that is down is asked");
    }
    return opened;
  }

  @Override
  public Recovered recovered() {
    return log().recovered();
  }

  @Override
  public void append(List<LogRecord> records) throws IOException {
    var before = written.decided();
    records.forEach(written::add);
    unforced.addAll(records);
    log().append(records);
    checkDecided(log(), before.next(), written.decided());
  }

  @Override
  public void force() throws IOException {
    if (mutant != Mutant.REAL_FORCE_SKIPPED) {
      log().force();
    }
    for (var record : unforced) {
      forced.add(record);
      if (record instanceof AcceptedValue(var pvalue)) {
        checker.durablyAccepted(node, pvalue);
      }
    }
    unforced.clear();
  }

  @Override
  public List<Decision> read(Slot from, int maxBytes) throws IOException {
    return log().read(from, maxBytes);
  }

  @Override
  public Slot first() {
    return log().first();
  }

  @Override
  Snapshots ownSnapshots() {
    return log().snapshots();
  }

  @Override
  public void compact(Slot slot) throws IOException {
    var before = first();
    log().compact(slot);
    if (first().isAfter(before)) {
      counters.count(Sometimes.REAL_LOG_COMPACTED);
    }
  }

  @Override
  public void installed(Slot slot) throws IOException {
    written.install(slot);
    log().installed(slot);
    forced.install(slot);
  }

  @Override
  public UUID storage() {
    return log().storage();
  }

  @Override
  public long forcedThrough() {
    return log().forcedThrough();
  }

  @Override
  void crash() {
    forgetFailure();
    unforced.clear();
    log = null;
    peers = null;
    files.crash(dice.random(), keptShare());
  }

  /// Flips a bit where no torn write can be: in the header of a segment or of a snapshot.
  @Override
  boolean damageForced(boolean misdirected) {
    return files.damage(misdirected ? ".snapshot" : ".log", dice.between(0, HEADER_BYTES));
  }

  @Override
  void copy() {
    copy = files.copy();
  }

  @Override
  boolean restoreCopy() {
    var kept = copy;
    if (kept != null) {
      files.restore(kept);
    }
    return kept != null;
  }

  @Override
  void wipe() {
    files.restore(SimulatedFiles.Copy.EMPTY);
    becomeWhole();
    forced = new LogImage();
    written = new LogImage();
  }

  @Override
  Ballot durablyPromised() {
    return forced.promised();
  }

  @Override
  Slot durablyDecided() {
    return forced.decided();
  }

  @Override
  public void close() {}
}
