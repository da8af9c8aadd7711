package dev.parterre.paxos.http;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks for the bytes of a snapshot from `offset` on.
record SnapshotRequest(Snapshot snapshot, long offset) {

  private static final Pattern SUBJECT =
      Pattern.compile(
          "slot=([0-9]{1,18})&bytes=([0-9]{1,18})&checksum=([0-9a-f]{8})&offset=([0-9]{1,18})");

  String subject() {
    return "slot=%d&bytes=%d&checksum=%08x&offset=%d"
        .formatted(snapshot.slot().number(), snapshot.bytes(), snapshot.checksum(), offset);
  }

  /// Null if the subject is not that of a request for a snapshot.
  static @Nullable SnapshotRequest of(String subject) {
    var parts = SUBJECT.matcher(subject);
    if (!parts.matches()) {
      return null;
    }
    var snapshot =
        new Snapshot(
            new Slot(Long.parseLong(parts.group(1))),
            Long.parseLong(parts.group(2)),
            Integer.parseUnsignedInt(parts.group(3), 16));
    var offset = Long.parseLong(parts.group(4));
    return offset < snapshot.bytes() ? new SnapshotRequest(snapshot, offset) : null;
  }

  /// How many bytes the answer has; the rest takes further requests.
  int answerBytes() {
    return (int) Math.min(Bounds.TRANSFER_BYTES, snapshot.bytes() - offset);
  }
}
