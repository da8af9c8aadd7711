package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.crash;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.flip;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.segments;
import static dev.parterre.paxos.log.LogFixture.written;
import static dev.parterre.paxos.log.LogFixture.zero;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Crash after crash on one log, from a seed. Each crash may lose or corrupt any part of what was
/// not forced; nothing that was forced may ever be lost, and the log must always open.
class CrashTest {

  private static final int CRASHES = 20;

  @TempDir Path copies;

  private Path directory = Path.of("");
  private Path forcedSegment = Path.of("");
  private long forcedEnd;
  private int appended;
  private int forced;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void what_was_forced_is_there_after_any_crash(long seed) throws IOException {
    var random = new Random(seed);
    directory = copies.resolve("first");
    for (var crashes = 0; crashes < CRASHES; crashes++) {
      try (var log = open(directory)) {
        checkRecovered(log);
        remember();
        write(log, random);
        directory = crash(directory, copies);
      }
      spoil(random);
    }
  }

  private void checkRecovered(SegmentedLog log) throws IOException {
    var round = (int) log.recovered().promised().round();
    assertThat(round).isBetween(forced, appended);
    assertThat(log.recovered().decided()).isEqualTo(new Slot(round));
    assertThat(log.read(new Slot(1), Integer.MAX_VALUE)).hasSize(round);
    appended = round;
    forced = round;
  }

  private void write(SegmentedLog log, Random random) throws IOException {
    for (var left = random.nextInt(12); left > 0; left--) {
      appended++;
      var bytes = random.nextInt(3000);
      log.append(List.of(accepted(appended, appended, bytes), decidedUpTo(appended)));
      if (random.nextInt(3) == 0) {
        log.force();
        forced = appended;
        remember();
      }
    }
  }

  /// The marker at the end was not forced.
  private void remember() throws IOException {
    forcedSegment = segments(directory).getLast().getFileName();
    forcedEnd = LogFixture.end(segments(directory).getLast()) - Block.HEADER_BYTES;
  }

  private void spoil(Random random) throws IOException {
    var last = segments(directory).getLast();
    var from = last.endsWith(forcedSegment) ? forcedEnd : Segment.HEADER_BYTES;
    var end = written(last);
    if (end <= from) {
      return;
    }
    var length = (int) (end - from);
    switch (random.nextInt(3)) {
      case 0 -> zero(last, from + random.nextInt(length), end);
      case 1 -> zero(last, from, from + random.nextInt(length));
      default -> flip(last, from + random.nextInt(length));
    }
  }
}
