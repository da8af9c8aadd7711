package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Records to write, and helpers that damage what was written.
final class LogFixture {

  static final String CLUSTER = "theatre";
  static final NodeId SELF = new NodeId(1);
  static final int SEGMENT_BYTES = 8192;

  private LogFixture() {}

  static SegmentedLog open(Path directory) throws IOException {
    return open(directory, SEGMENT_BYTES);
  }

  static SegmentedLog open(Path directory, int segmentBytes) throws IOException {
    return SegmentedLog.open(DataDirectory.open(directory, CLUSTER, SELF), segmentBytes);
  }

  static SegmentedLog open(Disk disk, Path directory) throws IOException {
    var opened = DataDirectory.open(disk, directory, CLUSTER, SELF);
    return SegmentedLog.open(opened, SEGMENT_BYTES);
  }

  /// Content of any length that identifies its slot.
  static byte[] content(long slot, int bytes) {
    var content = new byte[bytes];
    new Random(slot).nextBytes(content);
    return content;
  }

  static void writeSnapshot(SegmentedLog log, long slot, int bytes) throws IOException {
    log.snapshots().write(new Slot(slot), out -> out.write(content(slot, bytes)));
  }

  /// A snapshot that another replica made, and its file.
  record Made(Snapshot snapshot, byte[] file) {}

  static Made madeElsewhere(Path copies, long slot, int bytes) throws IOException {
    var elsewhere = Files.createTempDirectory(copies, "elsewhere");
    try (var log = open(elsewhere)) {
      writeSnapshot(log, slot, bytes);
      var snapshot = Objects.requireNonNull(log.snapshots().last());
      return new Made(snapshot, Files.readAllBytes(snapshotFile(elsewhere)));
    }
  }

  static Path snapshotFile(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> SnapshotFile.isName(file.getFileName().toString()))
          .sorted()
          .reduce((_, last) -> last)
          .orElseThrow();
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static byte[] readSnapshot(Snapshots snapshots) throws IOException {
    try (var in = snapshots.open()) {
      return in.readAllBytes();
    }
  }

  static Ballot ballot(long round) {
    return new Ballot(round, SELF);
  }

  static PValue pvalue(long round, long slot, int bytes) {
    return new PValue(ballot(round), new Slot(slot), proposal(slot, bytes));
  }

  static LogRecord promised(long round) {
    return new LogRecord.Promised(ballot(round));
  }

  static LogRecord accepted(long round, long slot, int bytes) {
    return new LogRecord.AcceptedValue(pvalue(round, slot, bytes));
  }

  static LogRecord learned(long slot, int bytes) {
    return new LogRecord.Learned(decision(slot, bytes));
  }

  static LogRecord decidedUpTo(long slot) {
    return new LogRecord.DecidedUpTo(new Slot(slot));
  }

  static Decision decision(long slot, int bytes) {
    return new Decision(new Slot(slot), proposal(slot, bytes));
  }

  private static Proposal proposal(long slot, int bytes) {
    var payload = new byte[bytes];
    Arrays.fill(payload, (byte) (slot + 1));
    return new Proposal.Batch(slot, List.of(new Command(new CommandId(slot, 0), 0, payload)));
  }

  static void appendAndForce(SegmentedLog log, LogRecord... records) throws IOException {
    log.append(List.of(records));
    log.force();
  }

  /// Copies what a crash of the process at this moment would leave.
  static Path crash(Path directory, Path copies) throws IOException {
    var copy = Files.createTempDirectory(copies, "crashed");
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  static List<Path> segments(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }

  /// Where the segment's last block ends, padding included.
  static long end(Path segment) throws IOException {
    return Block.aligned(written(segment));
  }

  /// Where the segment's last nonzero byte ends.
  static long written(Path segment) throws IOException {
    var bytes = Files.readAllBytes(segment);
    var end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  static void flip(Path file, long position) {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(position);
      var old = access.read();
      access.seek(position);
      access.write(old ^ 0x10);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void zero(Path file, long from, long to) throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(from);
      access.write(new byte[(int) (to - from)]);
    }
  }

  static void truncate(Path file, long length) throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(length);
    }
  }
}
