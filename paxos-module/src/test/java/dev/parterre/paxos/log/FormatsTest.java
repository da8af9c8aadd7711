package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.FormatFixture.BYTES;
import static dev.parterre.paxos.log.FormatFixture.LAST_SLOT;
import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.ballot;
import static dev.parterre.paxos.log.LogFixture.content;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.decision;
import static dev.parterre.paxos.log.LogFixture.pvalue;
import static dev.parterre.paxos.log.LogFixture.readSnapshot;
import static dev.parterre.paxos.log.LogFixture.segments;
import static dev.parterre.paxos.log.LogFixture.writeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data directories written by the code of each released format can be opened today, and used.
class FormatsTest {

  @TempDir Path copies;

  @Test
  void a_directory_of_format_1_opens_and_goes_on() throws IOException, URISyntaxException {
    var directory = kept("format-1");
    var old = segments(directory);
    var end = LogFixture.end(old.getLast());
    try (var log = open(directory)) {
      assertRecovered(log);
      assertThat(log.read(new Slot(1), Integer.MAX_VALUE)).isEqualTo(decisions(1, LAST_SLOT));
      decideMore(log);
    }
    var oneMarker = end + Block.HEADER_BYTES;
    assertThat(LogFixture.end(old.getLast())).isEqualTo(oneMarker);
    try (var log = open(directory)) {
      assertThat(log.read(new Slot(1), Integer.MAX_VALUE)).isEqualTo(decisions(1, LAST_SLOT + 10));
      writeSnapshot(log, LAST_SLOT + 10, 10);
      log.compact(new Slot(LAST_SLOT + 10));
      assertThat(segments(directory)).doesNotContainAnyElementsOf(old);
    }
    try (var log = open(directory)) {
      assertThat(log.recovered().promised()).isEqualTo(ballot(9));
      assertThat(log.recovered().decided()).isEqualTo(new Slot(LAST_SLOT + 10));
    }
  }

  @Test
  void a_directory_of_format_2_opens_and_goes_on() throws IOException, URISyntaxException {
    var directory = kept("format-2");
    try (var log = open(directory)) {
      assertRecovered(log);
      var snapshot = Objects.requireNonNull(log.snapshots().last());
      assertThat(snapshot.slot()).isEqualTo(new Slot(FormatFixture.SNAPSHOT_SLOT));
      assertThat(readSnapshot(log.snapshots()))
          .isEqualTo(content(FormatFixture.SNAPSHOT_SLOT, BYTES));
      assertThat(log.first()).isBetween(new Slot(2), new Slot(FormatFixture.SNAPSHOT_SLOT + 1));
      decideMore(log);
    }
    try (var log = open(directory)) {
      assertThat(log.read(log.first(), Integer.MAX_VALUE))
          .isEqualTo(decisions(log.first().number(), LAST_SLOT + 10));
    }
  }

  /// Besides the decisions, there is a vote in the next slot, and a promise above its ballot.
  private static void assertRecovered(SegmentedLog log) {
    assertThat(log.recovered())
        .isEqualTo(
            new PaxosLog.Recovered(
                ballot(9), List.of(pvalue(3, LAST_SLOT + 1, 7)), new Slot(LAST_SLOT)));
  }

  private static void decideMore(SegmentedLog log) throws IOException {
    for (var slot = LAST_SLOT + 1; slot <= LAST_SLOT + 10; slot++) {
      appendAndForce(log, accepted(9, slot, BYTES), decidedUpTo(slot));
    }
  }

  private static List<Decision> decisions(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(slot -> decision(slot, BYTES)).toList();
  }

  private static SegmentedLog open(Path directory) throws IOException {
    return LogFixture.open(directory, FormatFixture.SEGMENT_BYTES);
  }

  private Path kept(String name) throws IOException, URISyntaxException {
    var resource = FormatsTest.class.getResource("/dev/parterre/paxos/" + name);
    return LogFixture.crash(Path.of(Objects.requireNonNull(resource).toURI()), copies);
  }
}
