package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Members;
import dev.parterre.paxos.members.Founders;
import java.util.UUID;

/// What a replica says about its disk, and about the cluster to which the disk belongs.
///
/// @param incarnation of its process
/// @param forcedThrough the last log sequence that it knows to be durable
record Claim(UUID storage, long incarnation, long forcedThrough, Founders founders) {

  void write(ByteWriter out) {
    out.putLong(storage.getMostSignificantBits());
    out.putLong(storage.getLeastSignificantBits());
    out.putLong(incarnation);
    out.putLong(forcedThrough);
    Members.write(founders, out);
  }

  static Claim read(ByteReader in) throws MalformedException {
    var storage = new UUID(in.getLong(), in.getLong());
    return new Claim(storage, in.getLong(), in.getLong(), Members.readFounders(in));
  }
}
