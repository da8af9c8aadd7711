package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.ballot;
import static dev.parterre.paxos.log.LogFixture.crash;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.end;
import static dev.parterre.paxos.log.LogFixture.flip;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.promised;
import static dev.parterre.paxos.log.LogFixture.pvalue;
import static dev.parterre.paxos.log.LogFixture.segments;
import static dev.parterre.paxos.log.LogFixture.truncate;
import static dev.parterre.paxos.log.LogFixture.written;
import static dev.parterre.paxos.log.LogFixture.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  @TempDir Path directory;
  @TempDir Path copies;

  @Test
  void a_torn_tail_is_cut_wherever_it_was_torn() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(1), accepted(1, 1, 10));
      var start = end(segments(directory).getFirst());
      log.append(List.of(promised(2), accepted(2, 2, 10)));
      var end = written(segments(directory).getFirst());
      for (var torn = start; torn < end; torn++) {
        var crashed = crash(directory, copies);
        var segment = segments(crashed).getFirst();
        zero(segment, torn, end);
        if (torn > start) {
          flip(segment, torn - 1);
        }
        assertOnlyTheFirstAppend(crashed, end);
      }
    }
  }

  private void assertOnlyTheFirstAppend(Path crashed, long end) throws IOException {
    try (var log = open(crashed)) {
      assertThat(log.recovered())
          .isEqualTo(new PaxosLog.Recovered(ballot(1), List.of(pvalue(1, 1, 10)), Slot.NONE));
      var segment = segments(crashed).getFirst();
      assertThat(end(segment)).isLessThan(end);
      appendAndForce(log, accepted(3, 3, 10));
    }
    try (var log = open(crashed)) {
      assertThat(log.recovered().accepted()).containsExactly(pvalue(1, 1, 10), pvalue(3, 3, 10));
    }
  }

  @Test
  void an_unforced_tail_whose_blocks_reached_the_disk_out_of_order_is_cut() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(1));
      var start = end(segments(directory).getFirst());
      log.append(List.of(promised(2)));
      log.append(List.of(promised(3)));
      var crashed = crash(directory, copies);
      flip(segments(crashed).getFirst(), start + 40);
      try (var reopened = open(crashed)) {
        assertThat(reopened.recovered().promised()).isEqualTo(ballot(1));
        appendAndForce(reopened, promised(2));
      }
      try (var reopened = open(crashed)) {
        assertThat(reopened.recovered().promised()).isEqualTo(ballot(2));
      }
    }
  }

  @Test
  void a_tail_that_is_whole_is_kept_though_nothing_says_that_it_was_forced() throws IOException {
    try (var log = open(directory)) {
      log.append(List.of(promised(7)));
      try (var crashed = open(crash(directory, copies))) {
        assertThat(crashed.recovered().promised()).isEqualTo(ballot(7));
      }
    }
  }

  @Test
  void a_flipped_byte_in_the_last_forced_block_is_refused() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(1));
      var start = end(segments(directory).getFirst());
      appendAndForce(log, accepted(2, 1, 20));
      var end = end(segments(directory).getFirst()) - Block.HEADER_BYTES;
      for (var position = start; position < end - Block.ALIGNMENT; position++) {
        var crashed = crash(directory, copies);
        var segment = segments(crashed).getFirst();
        flip(segment, position);
        assertThatThrownBy(() -> open(crashed))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining(segment + " is damaged at position " + start);
      }
    }
  }

  @Test
  void a_flipped_byte_in_the_middle_is_refused() throws IOException {
    try (var log = open(directory)) {
      for (var slot = 1; slot <= 200; slot++) {
        appendAndForce(log, accepted(1, slot, 100));
      }
    }
    for (var segment : segments(directory)) {
      for (var position : new long[] {Segment.HEADER_BYTES, Segment.HEADER_BYTES + 900}) {
        flip(segment, position);
        assertRefused("damaged");
        flip(segment, position);
      }
    }
    open(directory).close();
  }

  @Test
  void a_damaged_header_is_refused() throws IOException {
    writeSeveralSegments();
    flip(segments(directory).get(1), 20);
    assertRefused("header of the log segment " + segments(directory).get(1) + " is not valid");
  }

  @Test
  void a_segment_that_was_cut_is_refused() throws IOException {
    writeSeveralSegments();
    for (var segment : segments(directory)) {
      var whole = Files.readAllBytes(segment);
      for (var length : new int[] {0, 100, Segment.HEADER_BYTES, whole.length - 1}) {
        truncate(segment, length);
        assertRefused(segment.toString());
      }
      Files.write(segment, whole);
    }
    open(directory).close();
  }

  @Test
  void a_missing_segment_is_refused_whichever_it_is() throws IOException {
    writeSeveralSegments();
    for (var segment : segments(directory)) {
      var aside = copies.resolve("aside");
      Files.move(segment, aside);
      assertRefused("log segment " + segment + " is missing");
      Files.move(aside, segment);
    }
    open(directory).close();
  }

  @Test
  void a_log_without_any_segment_is_refused() throws IOException {
    writeSeveralSegments();
    for (var segment : segments(directory)) {
      Files.delete(segment);
    }
    assertRefused("is missing");
  }

  @Test
  void a_segment_of_another_storage_is_refused() throws IOException {
    writeSeveralSegments();
    var other = copies.resolve("other");
    open(other).close();
    Files.delete(segments(directory).getFirst());
    Files.copy(segments(other).getFirst(), directory.resolve(Segment.name(1)));
    assertRefused("comes from another data directory");
  }

  @Test
  void a_renamed_segment_is_refused() throws IOException {
    writeSeveralSegments();
    Files.move(segments(directory).getLast(), directory.resolve(Segment.name(99_999)));
    assertRefused("was renamed");
  }

  @Test
  void a_crash_while_rolling_over_is_survived() throws IOException {
    writeSeveralSegments();
    var segments = segments(directory);
    var unfinished = Disk.beside(directory.resolve(Segment.name(99_999)));
    Files.write(unfinished, new byte[100]);
    zero(segments.get(segments.size() - 2), 512, 520);
    try (var log = open(directory)) {
      assertThat(log.recovered().decided()).isEqualTo(new Slot(100));
    }
    assertThat(unfinished).doesNotExist();
    Files.delete(segments.getLast());
    assertRefused("is missing");
  }

  @Test
  void a_refused_log_gives_up_the_lock() throws IOException {
    writeSeveralSegments();
    var segment = segments(directory).getFirst();
    flip(segment, Segment.HEADER_BYTES + 3);
    assertRefused("damaged");
    flip(segment, Segment.HEADER_BYTES + 3);
    open(directory).close();
  }

  private void writeSeveralSegments() throws IOException {
    try (var log = open(directory)) {
      for (var slot = 1; slot <= 100; slot++) {
        appendAndForce(log, accepted(1, slot, 200), decidedUpTo(slot));
      }
    }
    assertThat(segments(directory)).hasSizeGreaterThan(4);
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }
}
