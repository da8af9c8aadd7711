package dev.parterre.paxos.log;

import static dev.parterre.paxos.log.LogFixture.accepted;
import static dev.parterre.paxos.log.LogFixture.appendAndForce;
import static dev.parterre.paxos.log.LogFixture.decidedUpTo;
import static dev.parterre.paxos.log.LogFixture.learned;
import static dev.parterre.paxos.log.LogFixture.promised;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the small data directory that is kept under `src/test/resources` for each released
/// format. The build never runs it: a kept directory is what that format's own code once wrote.
final class FormatFixture {

  static final int SEGMENT_BYTES = 6144;
  static final int BYTES = 100;
  static final int LAST_SLOT = 20;
  static final int SNAPSHOT_SLOT = 15;

  private FormatFixture() {}

  public static void main(String[] arguments) throws IOException {
    var directory = Path.of(arguments[0]);
    try (var log = LogFixture.open(directory, SEGMENT_BYTES)) {
      write(log);
      LogFixture.writeSnapshot(log, SNAPSHOT_SLOT, BYTES);
      log.compact(new Slot(SNAPSHOT_SLOT));
    }
    Files.delete(directory.resolve("lock"));
  }

  private static void write(SegmentedLog log) throws IOException {
    appendAndForce(log, promised(3));
    for (var slot = 1; slot <= LAST_SLOT; slot++) {
      appendAndForce(log, accepted(3, slot, BYTES), decidedUpTo(slot - 1));
    }
    appendAndForce(log, accepted(3, LAST_SLOT + 1, 7), learned(LAST_SLOT, BYTES));
    appendAndForce(log, decidedUpTo(LAST_SLOT), promised(9));
  }
}
