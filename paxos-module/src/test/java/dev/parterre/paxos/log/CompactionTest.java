package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.ballot;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.decision;
import static dev.parterre.paxos.log.LogFixture.learned;
import static dev.parterre.paxos.log.LogFixture.madeElsewhere;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.promised;
import static dev.parterre.paxos.log.LogFixture.pvalue;
import static dev.parterre.paxos.log.LogFixture.segments;
import static dev.parterre.paxos.log.LogFixture.snapshotFile;
import static dev.parterre.paxos.log.LogFixture.writeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

  @TempDir Path directory;
  @TempDir Path copies;

  @Test
  void what_a_snapshot_holds_goes_by_whole_segments() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 100);
      var before = segments(directory).size();
      writeSnapshot(log, 80, 10);
      log.compact(new Slot(50));
      assertThat(segments(directory)).hasSizeLessThan(before).hasSizeGreaterThan(before / 3);
      assertThat(log.first().number()).isBetween(20L, 51L);
      assertThat(log.read(log.first().next(), 1))
          .containsExactly(decision(log.first().number() + 1, 200));
      assertThat(log.read(new Slot(1), 1)).isEmpty();
      log.compact(new Slot(80));
      assertThat(log.first().number()).isBetween(51L, 81L);
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().decided()).isEqualTo(new Slot(100));
      assertThat(log.first().number()).isBetween(51L, 81L);
      assertThat(log.read(log.first(), Integer.MAX_VALUE)).endsWith(decision(100, 200));
    }
  }

  @Test
  void the_promise_outlives_the_segment_it_was_written_to() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(77));
      decide(log, 1, 100);
      writeSnapshot(log, 100, 10);
      log.compact(new Slot(100));
      assertThat(segments(directory)).hasSize(1);
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().promised()).isEqualTo(ballot(77));
      assertThat(log.recovered().decided()).isEqualTo(new Slot(100));
    }
  }

  @Test
  void a_segment_with_a_vote_after_the_snapshot_is_kept() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, accepted(1, 101, 50));
      decide(log, 1, 100);
      var before = segments(directory);
      writeSnapshot(log, 100, 10);
      log.compact(new Slot(100));
      assertThat(segments(directory)).isEqualTo(before);
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().accepted()).containsExactly(pvalue(1, 101, 50));
    }
  }

  @Test
  void nothing_is_deleted_that_is_not_in_a_snapshot() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 100);
      writeSnapshot(log, 80, 10);
      assertThatThrownBy(() -> log.compact(new Slot(81)))
          .isInstanceOf(IllegalArgumentException.class);
      log.compact(new Slot(80));
    }
  }

  @Test
  void disk_and_memory_stay_bounded_under_endless_load() throws IOException {
    try (var log = open(directory)) {
      for (var from = 1; from <= 20_000; from += 1000) {
        for (var slot = from; slot < from + 1000; slot++) {
          log.append(List.of(accepted(1, slot, 10), decidedUpTo(slot)));
        }
        writeSnapshot(log, from + 999, 10);
        log.compact(new Slot(from + 999));
        assertThat(segments(directory)).hasSizeLessThan(3);
      }
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().decided()).isEqualTo(new Slot(20_000));
    }
    var index = new SlotIndex();
    for (var slot = 1; slot <= 100_000; slot++) {
      index.put(new Slot(slot), new Place(0, 5000, 10, 1));
      index.forgetBefore(new Slot(slot));
    }
    assertThat(index.pages()).isEqualTo(1);
  }

  @Test
  void segments_that_a_crash_left_over_are_deleted() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 100);
      var first = segments(directory).getFirst();
      Files.copy(first, copies.resolve("first"));
      writeSnapshot(log, 80, 10);
      log.compact(new Slot(80));
      Files.copy(copies.resolve("first"), first);
    }
    var left = segments(directory);
    try (var log = open(directory)) {
      assertThat(segments(directory)).isEqualTo(left.subList(1, left.size()));
      assertThat(log.recovered().decided()).isEqualTo(new Slot(100));
    }
  }

  @Test
  void a_compacted_log_without_its_first_segment_is_refused() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 100);
      writeSnapshot(log, 50, 10);
      log.compact(new Slot(50));
    }
    Files.delete(segments(directory).getFirst());
    assertRefused("is missing");
  }

  @Test
  void a_compacted_log_without_its_snapshot_is_refused() throws IOException {
    var older = madeElsewhere(copies, 40, 10);
    try (var log = open(directory)) {
      decide(log, 1, 100);
      writeSnapshot(log, 50, 10);
      log.compact(new Slot(50));
    }
    Files.delete(snapshotFile(directory));
    assertRefused("has lost its snapshot of slot 50");
    Files.write(directory.resolve(SnapshotFile.name(new Slot(40))), older.file());
    assertRefused("has lost its snapshot of slot 50");
  }

  @Test
  void an_installed_snapshot_decides_what_the_log_did_not_know() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 30);
      appendAndForce(log, accepted(2, 35, 9), accepted(2, 60, 7), promised(5));
      install(log, 50);
      assertThat(log.first()).isEqualTo(new Slot(51));
      assertThat(log.read(new Slot(30), 1)).isEmpty();
      log.installed(new Slot(20));
      appendAndForce(log, learned(51, 200), decidedUpTo(51));
      assertThat(log.read(new Slot(51), 1)).containsExactly(decision(51, 200));
    }
    assertInstalled();
    assertInstalled();
  }

  private void assertInstalled() throws IOException {
    try (var log = open(directory)) {
      assertThat(log.recovered())
          .isEqualTo(new PaxosLog.Recovered(ballot(5), List.of(pvalue(2, 60, 7)), new Slot(51)));
      assertThat(log.first()).isEqualTo(new Slot(51));
      assertThat(log.read(new Slot(51), 1)).containsExactly(decision(51, 200));
    }
  }

  @Test
  void votes_that_lost_are_not_read_as_decisions_after_a_restart() throws IOException {
    try (var log = open(directory)) {
      decide(log, 1, 3);
      appendAndForce(log, accepted(2, 4, 9), accepted(2, 5, 9), accepted(2, 6, 9));
      var made = madeElsewhere(copies, 5, 10);
      log.snapshots().receive(made.snapshot(), made.file());
      assertThat(log.snapshots().adopt(made.snapshot())).isTrue();
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().decided()).isEqualTo(new Slot(5));
      assertThat(log.recovered().accepted()).containsExactly(pvalue(2, 6, 9));
      appendAndForce(log, learned(6, 200), decidedUpTo(6));
    }
    try (var log = open(directory)) {
      assertThat(log.read(new Slot(4), 1)).isEmpty();
      assertThat(log.read(log.first(), Integer.MAX_VALUE)).containsExactly(decision(6, 200));
    }
  }

  @Test
  void an_empty_log_takes_a_snapshot_of_any_slot() throws IOException {
    var far = 1L << 40;
    try (var log = open(directory)) {
      install(log, far);
      appendAndForce(log, learned(far + 1, 20), decidedUpTo(far + 1));
      assertThat(segments(directory)).hasSize(1);
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().decided()).isEqualTo(new Slot(far + 1));
    }
  }

  @Test
  void a_log_that_says_more_is_decided_than_it_and_the_snapshot_hold_is_refused()
      throws IOException {
    try (var log = open(directory)) {
      install(log, 50);
      appendAndForce(log, learned(51, 20), decidedUpTo(51));
    }
    Files.delete(snapshotFile(directory));
    assertRefused("50");
  }

  @Test
  void how_far_the_log_is_durable_only_grows() throws IOException {
    var told = 0L;
    for (var start = 0; start < 3; start++) {
      try (var log = open(directory)) {
        assertThat(log.forcedThrough()).isGreaterThanOrEqualTo(told);
        for (var i = 0; i < 50; i++) {
          log.append(List.of(promised(start * 50L + i + 1)));
          var before = log.forcedThrough();
          log.force();
          assertThat(log.forcedThrough()).isGreaterThan(before);
        }
        told = log.forcedThrough();
        try (var crashed = open(LogFixture.crash(directory, copies))) {
          assertThat(crashed.forcedThrough()).isGreaterThanOrEqualTo(told);
        }
      }
    }
  }

  private static void decide(SegmentedLog log, int from, int to) throws IOException {
    for (var slot = from; slot <= to; slot++) {
      appendAndForce(log, accepted(1, slot, 200), decidedUpTo(slot));
    }
  }

  private void install(SegmentedLog log, long slot) throws IOException {
    var made = madeElsewhere(copies, slot, 10);
    log.snapshots().receive(made.snapshot(), made.file());
    assertThat(log.snapshots().adopt(made.snapshot())).isTrue();
    log.installed(new Slot(slot));
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }
}
