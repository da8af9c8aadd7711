package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.Slot;
import java.util.zip.CRC32C;

/// The format of a snapshot's file: a header, the content in chunks that are full except for the
/// last, and an empty chunk at the end. Each chunk is preceded by its length and a checksum, which
/// also covers the length and the chunk's position, so that one chunk cannot be mistaken for
/// another. Nothing in the file says whose it is.
final class SnapshotFile {

  static final int HEADER_BYTES = 21;
  static final int CHUNK_HEADER_BYTES = 8;
  static final int CHUNK_BYTES = 1 << 16;

  /// "PARTSNAP"
  private static final long MAGIC = 0x50415254534E4150L;

  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".snapshot";

  private SnapshotFile() {}

  /// Names sort in the order of their slots.
  static String name(Slot slot) {
    return "%s%016x%s".formatted(PREFIX, slot.number(), SUFFIX);
  }

  static boolean isName(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  static boolean isUnfinishedName(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX + Disk.UNFINISHED);
  }

  static byte[] header(Slot slot) {
    var out = new ByteWriter();
    out.putLong(MAGIC);
    out.putByte(Format.VERSION);
    out.putLong(slot.number());
    out.putInt(Place.checksum(out.array(), 0, out.length()));
    return out.toByteArray();
  }

  static Slot readHeader(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    if (in.getLong() != MAGIC) {
      throw new MalformedException("it does not begin like a snapshot");
    }
    var version = in.getByte();
    var slot = in.getLong();
    var summed = in.position();
    if (in.getInt() != Place.checksum(bytes, 0, summed) || slot < 0) {
      throw new MalformedException("the checksum of its header is wrong");
    }
    Format.checkKnown(version);
    return new Slot(slot);
  }

  static int checksum(long position, byte[] chunk, int length) {
    var before = new ByteWriter();
    before.putLong(position);
    before.putInt(length);
    var crc = new CRC32C();
    crc.update(before.array(), 0, before.length());
    crc.update(chunk, 0, length);
    return (int) crc.getValue();
  }
}
