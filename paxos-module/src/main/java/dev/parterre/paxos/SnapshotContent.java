package dev.parterre.paxos;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Members;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// The content of a snapshot, and of a backup: the members, and the state.
///
/// @param state the state that was read, not yet in place
record SnapshotContent(Memberships memberships, StateMachine.Successor state) {

  private static final int MEMBERSHIPS_BYTES_MAX = 1 << 20;

  /// Before the third format, the length of the memberships came first. A negative number, which
  /// cannot be a length, is the version of the format.
  static Snapshots.Content of(Memberships memberships, ReplicatedState.Captured capture) {
    return stream -> {
      var bytes = new ByteWriter();
      Members.write(memberships, bytes);
      var out = new DataOutputStream(stream);
      out.writeInt(-capture.version());
      out.writeInt(bytes.length());
      out.write(bytes.array(), 0, bytes.length());
      out.flush();
      capture.writeTo(stream);
    };
  }

  /// Reads the whole stream, on any thread.
  ///
  /// @param state is not changed
  static SnapshotContent read(InputStream stream, ReplicatedState<?> state)
      throws IOException, MalformedException {
    var in = new DataInputStream(stream);
    var first = in.readInt();
    var version = first < 0 ? -first : ReplicatedState.RULES_SINCE - 1;
    if (version > ReplicatedState.LEVEL_SINCE) {
      throw new MalformedException(
          "its format version %d is newer than this program".formatted(version));
    }
    var memberships = readMemberships(first < 0 ? in.readInt() : first, in);
    var successor = state.prepare(in, version);
    if (in.read() >= 0) {
      throw new MalformedException("there are bytes after its end");
    }
    return new SnapshotContent(memberships, successor);
  }

  private static Memberships readMemberships(int length, DataInputStream in)
      throws IOException, MalformedException {
    if (length < 0 || length > MEMBERSHIPS_BYTES_MAX) {
      throw new MalformedException("its memberships have " + length + " bytes");
    }
    return Members.readMemberships(new ByteReader(in.readNBytes(length)));
  }
}
