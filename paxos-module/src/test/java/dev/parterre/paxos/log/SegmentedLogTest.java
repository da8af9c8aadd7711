package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.ballot;
import static dev.parterre.paxos.log.LogFixture.crash;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.decision;
import static dev.parterre.paxos.log.LogFixture.end;
import static dev.parterre.paxos.log.LogFixture.flip;
import static dev.parterre.paxos.log.LogFixture.learned;
import static dev.parterre.paxos.log.LogFixture.open;
import static dev.parterre.paxos.log.LogFixture.promised;
import static dev.parterre.paxos.log.LogFixture.pvalue;
import static dev.parterre.paxos.log.LogFixture.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedLogTest {

  @TempDir Path directory;
  @TempDir Path copies;

  @Test
  void a_new_log_holds_nothing() throws IOException {
    try (var log = open(directory)) {
      assertThat(log.recovered()).isEqualTo(PaxosLog.Recovered.NOTHING);
      assertThat(log.read(new Slot(1), 1000)).isEmpty();
    }
  }

  @Test
  void a_reopened_log_tells_what_was_forced() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(3), accepted(3, 1, 10), accepted(3, 2, 10));
      appendAndForce(log, accepted(4, 2, 20), accepted(4, 3, 30), decidedUpTo(1));
    }
    try (var log = open(directory)) {
      assertThat(log.recovered())
          .isEqualTo(
              new PaxosLog.Recovered(
                  ballot(4), List.of(pvalue(4, 2, 20), pvalue(4, 3, 30)), new Slot(1)));
      assertThat(log.read(new Slot(1), 1000)).containsExactly(decision(1, 10));
    }
  }

  @Test
  void what_was_forced_outlives_a_crash() throws IOException {
    try (var log = open(directory)) {
      for (var slot = 1; slot <= 200; slot++) {
        appendAndForce(log, accepted(1, slot, 100), decidedUpTo(slot - 1));
      }
      try (var crashed = open(crash(directory, copies))) {
        assertThat(crashed.recovered().decided()).isEqualTo(new Slot(199));
        assertThat(crashed.recovered().accepted()).containsExactly(pvalue(1, 200, 100));
        assertThat(readAll(crashed, 1000)).isEqualTo(decisions(199, 100));
      }
    }
  }

  @Test
  void an_acceptance_also_promises() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(2), accepted(5, 1, 10));
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().promised()).isEqualTo(ballot(5));
    }
  }

  @Test
  void a_decision_learned_does_not_undo_the_vote_of_an_undecided_slot() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, accepted(5, 2, 10), learned(2, 10));
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().accepted()).containsExactly(pvalue(5, 2, 10));
    }
  }

  @Test
  void the_later_record_of_a_slot_holds() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, accepted(1, 1, 10), accepted(1, 2, 10), learned(1, 11));
      appendAndForce(log, learned(2, 12), decidedUpTo(2));
      assertThat(log.read(new Slot(1), 1000)).containsExactly(decision(1, 11), decision(2, 12));
    }
  }

  @Test
  void decisions_can_be_read_before_they_are_forced() throws IOException {
    try (var log = open(directory)) {
      log.append(List.of(accepted(1, 1, 10), decidedUpTo(1)));
      assertThat(log.read(new Slot(1), 1000)).containsExactly(decision(1, 10));
      assertThat(log.read(new Slot(2), 1000)).isEmpty();
    }
  }

  @Test
  void reading_goes_across_segments_and_keeps_to_its_bytes() throws IOException {
    try (var log = open(directory)) {
      for (var slot = 1; slot <= 100; slot++) {
        appendAndForce(log, accepted(1, slot, 500), decidedUpTo(slot));
      }
      assertThat(segments(directory)).hasSizeGreaterThan(10);
      assertThat(log.read(new Slot(1), Integer.MAX_VALUE)).isEqualTo(decisions(100, 500));
      assertThat(log.read(new Slot(50), 1)).containsExactly(decision(50, 500));
      assertThat(log.read(new Slot(50), 3 * 600)).hasSize(3);
      assertThat(readAll(log, 2000)).isEqualTo(decisions(100, 500));
    }
    try (var log = open(directory)) {
      assertThat(readAll(log, 5000)).isEqualTo(decisions(100, 500));
    }
  }

  @Test
  void a_record_larger_than_a_segment_gets_one_of_its_own() throws IOException {
    var bytes = 40 << 20;
    try (var log = open(directory)) {
      appendAndForce(log, accepted(1, 1, 10));
      appendAndForce(log, accepted(1, 2, bytes));
      appendAndForce(log, accepted(1, 3, 10), decidedUpTo(2));
    }
    try (var log = open(directory)) {
      assertThat(segments(directory)).hasSize(3);
      assertThat(log.read(new Slot(2), 1)).isEqualTo(List.of(decision(2, bytes)));
      assertThat(log.recovered().accepted()).containsExactly(pvalue(1, 3, 10));
    }
  }

  @Test
  void the_very_first_record_may_be_larger_than_a_segment() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, accepted(1, 1, 100_000), decidedUpTo(1));
    }
    try (var log = open(directory)) {
      assertThat(log.read(new Slot(1), 1)).containsExactly(decision(1, 100_000));
    }
  }

  @Test
  void a_log_goes_on_where_it_was_closed() throws IOException {
    for (var slot = 1; slot <= 60; slot++) {
      try (var log = open(directory)) {
        assertThat(log.recovered().decided()).isEqualTo(new Slot(slot - 1));
        appendAndForce(log, accepted(1, slot, 100), decidedUpTo(slot));
      }
    }
    try (var log = open(directory)) {
      assertThat(readAll(log, 5000)).isEqualTo(decisions(60, 100));
    }
  }

  @Test
  void nothing_new_is_nothing_to_force() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, promised(1));
      var end = end(segments(directory).getFirst());
      log.force();
      log.append(List.of());
      log.force();
      assertThat(end(segments(directory).getFirst())).isEqualTo(end);
    }
  }

  @Test
  void a_record_that_changed_under_the_running_log_kills_it() throws IOException {
    try (var log = open(directory)) {
      appendAndForce(log, accepted(1, 1, 100), decidedUpTo(1));
      flip(segments(directory).getFirst(), Segment.HEADER_BYTES + 150);
      assertThatThrownBy(() -> log.read(new Slot(1), 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("changed at position");
      assertThatThrownBy(() -> log.append(List.of(promised(2))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("failed earlier");
      assertThatThrownBy(log::force).isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_interrupted_force_kills_the_log() throws IOException {
    try (var log = open(directory)) {
      log.append(List.of(promised(1)));
      Thread.currentThread().interrupt();
      assertThatThrownBy(log::force).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(log::force).hasMessageContaining("failed earlier");
      assertThatThrownBy(() -> log.append(List.of(promised(2))))
          .hasMessageContaining("failed earlier");
    }
  }

  @Test
  void a_slot_that_was_never_written_cannot_be_decided() throws IOException {
    try (var log = open(directory)) {
      assertThatThrownBy(() -> log.append(List.of(accepted(1, 1, 1), decidedUpTo(2))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("slot 2");
    }
    try (var log = open(directory)) {
      assertThat(log.recovered()).isEqualTo(PaxosLog.Recovered.NOTHING);
    }
  }

  @Test
  void a_closed_log_takes_nothing() throws IOException {
    var log = open(directory);
    log.close();
    log.close();
    assertThatThrownBy(() -> log.append(List.<LogRecord>of(promised(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  private static List<Decision> readAll(SegmentedLog log, int maxBytes) throws IOException {
    var all = new ArrayList<Decision>();
    var some = log.read(new Slot(1), maxBytes);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = log.read(all.getLast().slot().next(), maxBytes);
    }
    return all;
  }

  private static List<Decision> decisions(int upTo, int bytes) {
    return LongStream.rangeClosed(1, upTo).mapToObj(slot -> decision(slot, bytes)).toList();
  }
}
