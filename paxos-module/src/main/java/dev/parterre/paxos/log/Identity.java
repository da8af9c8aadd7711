package dev.parterre.paxos.log;

import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Whose data a directory holds.
///
/// @param storage random, made with the directory; every segment carries it
/// @param started whether the log's first segment was made: from then on a log without one is lost
record Identity(String clusterId, NodeId node, UUID storage, boolean started) {

  static final int MAX_BYTES = 1 << 16;

  private static final long MAGIC = 0x5041525445524944L;

  byte[] toBytes() {
    var out = new ByteWriter();
    out.putLong(MAGIC);
    out.putByte(Format.VERSION);
    out.putBytes(clusterId.getBytes(StandardCharsets.UTF_8));
    out.putInt(node.value());
    out.putLong(storage.getMostSignificantBits());
    out.putLong(storage.getLeastSignificantBits());
    out.putByte((byte) (started ? 1 : 0));
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
      throw new MalformedException("it does not start as an identity does");
    }
    var version = in.getByte();
    Format.checkKnown(version);
    var clusterId = new String(in.getBytes(), StandardCharsets.UTF_8);
    var node = new NodeId(in.getInt());
    return new Identity(clusterId, node, new UUID(in.getLong(), in.getLong()), in.getByte() != 0);
  }

  Identity nowStarted() {
    return new Identity(clusterId, node, storage, true);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
