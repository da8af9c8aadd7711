package dev.parterre.paxos;

import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.format.Members;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// What stands in a snapshot, and in a backup: who decides, and the state.
///
/// @param state read, but not yet the state
record SnapshotContent(Memberships memberships, StateMachine.Successor state) {

  private static final int MEMBERSHIPS_BYTES_MAX = 1 << 20;

  /// Before the third format the length of the memberships came first: a negative number, which no
  /// length is, says that a format follows.
  static Snapshots.Content of(Memberships memberships, StateMachine.Capture capture) {
    return stream -> {
      var bytes = new ByteWriter();
      Members.write(memberships, bytes);
      var out = new DataOutputStream(stream);
      out.writeInt(-Format.VERSION);
      out.writeInt(bytes.length());
      out.write(bytes.array(), 0, bytes.length());
      out.flush();
      capture.writeTo(stream);
    };
  }

  /// Reads all of the stream, on whatever thread.
  ///
  /// @param state is left as it is
  static SnapshotContent read(InputStream stream, ReplicatedState<?> state)
      throws IOException, MalformedException {
    var in = new DataInputStream(stream);
    var first = in.readInt();
    var version = first < 0 ? -first : ReplicatedState.RULES_SINCE - 1;
    Format.checkKnown(version);
    var memberships = readMemberships(first < 0 ? in.readInt() : first, in);
    var successor = state.prepare(in, version);
    if (in.read() >= 0) {
      throw new MalformedException("it goes on after its end");
    }
    return new SnapshotContent(memberships, successor);
  }

  private static Memberships readMemberships(int length, DataInputStream in)
      throws IOException, MalformedException {
    if (length < 0 || length > MEMBERSHIPS_BYTES_MAX) {
      throw new MalformedException("it names members in " + length + " bytes");
    }
    return Members.readMemberships(new ByteReader(in.readNBytes(length)));
  }
}
