package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Says whose data a directory holds.
///
/// @param storage random, made with the directory, and stored in every segment
/// @param started whether the log's first segment was made: from then on, a directory without
///   segments has lost its log
/// @param firstSequence the log begins with the segment of this name; earlier ones are leftovers
/// @param compacted the log continues a snapshot of this slot or of a later one
record Identity(
    String clusterId,
    NodeId node,
    UUID storage,
    boolean started,
    long firstSequence,
    Slot compacted) {

  static final int MAX_BYTES = 1 << 16;

  private static final long MAGIC = 0x5041525445524944L;

  /// The first version whose logs may begin later than at 1.
  private static final byte COMPACTED_SINCE = 2;

  static Identity make(String clusterId, NodeId node) {
    return new Identity(clusterId, node, UUID.randomUUID(), false, 1, Slot.NONE);
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.putLong(MAGIC);
    out.putByte(Format.VERSION);
    out.putBytes(clusterId.getBytes(StandardCharsets.UTF_8));
    out.putInt(node.value());
    out.putLong(storage.getMostSignificantBits());
    out.putLong(storage.getLeastSignificantBits());
    out.putByte((byte) (started ? 1 : 0));
    out.putLong(firstSequence);
    out.putLong(compacted.number());
    out.putInt(checksum(out.array(), out.length()));
    return out.toByteArray();
  }

  static Identity fromBytes(byte[] bytes) throws MalformedException {
    var summed = Math.max(0, bytes.length - Integer.BYTES);
    if (new ByteReader(bytes, summed, bytes.length - summed).getInt() != checksum(bytes, summed)) {
      throw new MalformedException("its checksum is wrong");
    }
    var in = new ByteReader(bytes, 0, summed);
    if (in.getLong() != MAGIC) {
      throw new MalformedException("it does not begin like an identity file");
    }
    var version = in.getByte();
    Format.checkKnown(version);
    var clusterId = new String(in.getBytes(), StandardCharsets.UTF_8);
    var node = new NodeId(in.getInt());
    var storage = new UUID(in.getLong(), in.getLong());
    var started = in.getByte() != 0;
    if (version < COMPACTED_SINCE) {
      return new Identity(clusterId, node, storage, started, 1, Slot.NONE);
    }
    var firstSequence = in.getLong();
    return new Identity(clusterId, node, storage, started, firstSequence, new Slot(in.getLong()));
  }

  Identity nowStarted() {
    return new Identity(clusterId, node, storage, true, firstSequence, compacted);
  }

  Identity nowCompacted(long fromSequence, Slot upTo) {
    return new Identity(clusterId, node, storage, started, fromSequence, upTo);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
