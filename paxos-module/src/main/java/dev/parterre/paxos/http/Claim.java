package dev.parterre.paxos.http;

import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.MalformedException;
import java.util.UUID;

/// What a replica says of its disk.
///
/// @param incarnation of its process
/// @param forcedThrough the last log sequence that it knows to be durable
record Claim(UUID storage, long incarnation, long forcedThrough) {

  void write(ByteWriter out) {
    out.putLong(storage.getMostSignificantBits());
    out.putLong(storage.getLeastSignificantBits());
    out.putLong(incarnation);
    out.putLong(forcedThrough);
  }

  static Claim read(ByteReader in) throws MalformedException {
    return new Claim(new UUID(in.getLong(), in.getLong()), in.getLong(), in.getLong());
  }
}
