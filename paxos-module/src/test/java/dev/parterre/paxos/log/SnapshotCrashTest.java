package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.content;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.decision;
import static dev.parterre.paxos.log.LogFixture.learned;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.promised;
import static dev.parterre.paxos.log.LogFixture.readSnapshot;
import static dev.parterre.paxos.log.LogFixture.writeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.log.LogFixture.Made;
import dev.parterre.paxos.log.TestDisk.Spared;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The power fails before every single operation on the disk, while a log writes snapshots, takes
/// one from a peer and compacts. Whatever unforced data the disk keeps, nothing that was forced is
/// lost, and no vote that lost is read as a decision.
@Tag("slow")
class SnapshotCrashTest {

  private static final int DECIDED_BYTES = 100;
  private static final int LOST_BYTES = 90;
  private static final int CONTENT_BYTES = SnapshotFile.CHUNK_BYTES + 1000;

  private static final class PowerFailure extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path copies;

  /// What the log had confirmed before the power failed.
  private long promisedRound;

  private final TreeMap<Long, Long> votes = new TreeMap<>();
  private long snapshotSlot;
  private long decidedSlot;

  @ParameterizedTest
  @EnumSource
  void the_power_may_fail_at_every_touch_of_the_disk(Spared spared) throws IOException {
    var made = LogFixture.madeElsewhere(copies, 40, CONTENT_BYTES);
    var touches = 0;
    Path crashed;
    do {
      touches++;
      crashed = crashAt(touches, spared, made);
    } while (crashed != null);
    assertThat(touches).isGreaterThan(150);
  }

  /// Null when everything was done in fewer operations.
  private @Nullable Path crashAt(int touch, Spared spared, Made made) throws IOException {
    promisedRound = 0;
    votes.clear();
    snapshotSlot = 0;
    decidedSlot = 0;
    var directory = Files.createTempDirectory(copies, "running");
    var disk = new TestDisk(directory);
    var left = new int[] {touch};
    disk.onEvery(
        (_, _) -> {
          if (--left[0] <= 0) {
            throw new PowerFailure();
          }
        });
    run(disk, directory, made);
    if (left[0] > 0) {
      return null;
    }
    var crashed = disk.powerFailure(copies, spared, new Random(touch));
    check(crashed);
    check(crashed);
    checkItGoesOn(crashed);
    return crashed;
  }

  private void run(TestDisk disk, Path directory, Made made) throws IOException {
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(1));
      promisedRound = 1;
      decide(log, 1, 30);
      snapshot(log, 12);
      log.compact(new Slot(7));
      log.compact(new Slot(12));
      lose(log, 31, 42);
      adopt(log, made);
      relearn(log, 41, 42);
      decide(log, 43, 60);
      snapshot(log, 50);
      log.compact(new Slot(50));
    } catch (PowerFailure | RefusedException _) {
      // The failure that was injected; a start that cannot write is refused.
    }
  }

  private void decide(SegmentedLog log, int from, int to) throws IOException {
    for (var slot = from; slot <= to; slot++) {
      appendAndForce(log, accepted(1, slot, DECIDED_BYTES), decidedUpTo(slot - 1));
      votes.put((long) slot, 1L);
      decidedSlot = slot - 1L;
    }
  }

  private void lose(SegmentedLog log, int from, int to) throws IOException {
    for (var slot = from; slot <= to; slot++) {
      appendAndForce(log, accepted(2, slot, LOST_BYTES));
      votes.put((long) slot, 2L);
      promisedRound = 2;
    }
  }

  private static void relearn(SegmentedLog log, int from, int to) throws IOException {
    for (var slot = from; slot <= to; slot++) {
      appendAndForce(log, learned(slot, DECIDED_BYTES), decidedUpTo(slot));
    }
  }

  private void snapshot(SegmentedLog log, long slot) throws IOException {
    writeSnapshot(log, slot, CONTENT_BYTES);
    snapshotSlot = slot;
  }

  private void adopt(SegmentedLog log, Made made) throws IOException {
    var half = made.file().length / 2;
    log.snapshots().receive(made.snapshot(), Arrays.copyOf(made.file(), half));
    log.snapshots()
        .receive(made.snapshot(), Arrays.copyOfRange(made.file(), half, made.file().length));
    assertThat(log.snapshots().adopt(made.snapshot())).isTrue();
    snapshotSlot = made.snapshot().slot().number();
    log.installed(made.snapshot().slot());
  }

  private void check(Path crashed) throws IOException {
    try (var log = open(new TestDisk(crashed), crashed)) {
      var last = log.snapshots().last();
      var inSnapshot = last == null ? 0 : last.slot().number();
      assertThat(inSnapshot).isGreaterThanOrEqualTo(snapshotSlot);
      if (inSnapshot > 0) {
        assertThat(readSnapshot(log.snapshots())).isEqualTo(content(inSnapshot, CONTENT_BYTES));
      }
      var recovered = log.recovered();
      assertThat(recovered.promised().round()).isGreaterThanOrEqualTo(promisedRound);
      var decided = recovered.decided();
      assertThat(decided.number()).isGreaterThanOrEqualTo(Math.max(inSnapshot, decidedSlot));
      var accepted = recovered.accepted().stream().map(PValue::slot).map(Slot::number).toList();
      assertThat(accepted).containsAll(votes.tailMap(decided.number(), false).keySet());
      checkDecisions(log, decided);
      assertThat(log.first().number()).isLessThanOrEqualTo(inSnapshot + 1);
      appendAndForce(log, promised(recovered.promised().round() + 1));
    }
  }

  /// What the power failure left of the log can be deleted like any other part.
  private static void checkItGoesOn(Path crashed) throws IOException {
    long promised;
    Slot last;
    try (var log = open(crashed)) {
      promised = log.recovered().promised().round();
      last = log.recovered().decided().plus(30);
      for (var slot = last.number() - 29; slot <= last.number(); slot++) {
        log.append(List.of(learned(slot, 1000), decidedUpTo(slot)));
      }
      var segments = LogFixture.segments(crashed).size();
      writeSnapshot(log, last.number(), CONTENT_BYTES);
      log.compact(last);
      assertThat(LogFixture.segments(crashed)).hasSizeLessThan(segments);
    }
    try (var log = open(crashed)) {
      assertThat(log.recovered().promised().round()).isEqualTo(promised);
      assertThat(log.recovered().decided()).isEqualTo(last);
    }
  }

  private static void checkDecisions(SegmentedLog log, Slot decided) throws IOException {
    var first = log.first();
    var decisions = log.read(first, Integer.MAX_VALUE);
    assertThat(decisions).hasSize((int) (decided.number() - first.number() + 1));
    for (var read : decisions) {
      assertThat(read).isEqualTo(decision(read.slot().number(), DECIDED_BYTES));
    }
  }

  @Test
  void the_promise_is_durable_in_the_next_segment_before_its_own_goes() throws IOException {
    var directory = Files.createTempDirectory(copies, "running");
    var disk = new TestDisk(directory);
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(77));
      var slot = 0;
      while (LogFixture.segments(directory).size() == 1) {
        slot++;
        log.append(List.of(accepted(1, slot, 1000), decidedUpTo(slot)));
      }
      writeSnapshot(log, slot, 10);
      log.compact(new Slot(slot));
      var crashed = disk.powerFailure(copies, Spared.NOTHING, new Random(1));
      try (var reopened = open(crashed)) {
        assertThat(LogFixture.segments(crashed)).hasSize(1);
        assertThat(reopened.recovered().promised()).isEqualTo(LogFixture.ballot(77));
      }
    }
  }

  @Test
  void the_promise_goes_into_a_segment_that_a_crash_left_empty() throws IOException {
    var directory = Files.createTempDirectory(copies, "running");
    var disk = new TestDisk(directory);
    Path crashed;
    try (var log = open(disk, directory)) {
      appendAndForce(log, promised(77));
      for (var slot = 1; LogFixture.segments(directory).size() == 1; slot++) {
        log.append(List.of(accepted(1, slot, 1000), decidedUpTo(slot)));
      }
      crashed = disk.powerFailure(copies, Spared.NOTHING, new Random(1));
    }
    try (var log = open(crashed)) {
      assertThat(LogFixture.segments(crashed)).hasSize(2);
      var slot = log.recovered().decided().number();
      appendAndForce(log, learned(slot + 1, 10), decidedUpTo(slot + 1));
      writeSnapshot(log, slot + 1, 10);
      log.compact(new Slot(slot + 1));
      assertThat(LogFixture.segments(crashed)).hasSize(1);
    }
    try (var log = open(crashed)) {
      assertThat(log.recovered().promised()).isEqualTo(LogFixture.ballot(77));
    }
  }
}
