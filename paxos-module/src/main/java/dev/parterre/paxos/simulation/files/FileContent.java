package dev.parterre.paxos.simulation.files;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The bytes of one file: as a process sees them, and which of them are durable. A power failure
/// can undo any of the sectors written since the last force, and leave any length that the file had
/// since then.
class FileContent {

  private static final int SECTOR_BYTES = 512;
  private static final byte[] ZEROS = new byte[SECTOR_BYTES];

  /// The durable bytes of each sector that was written since the last force.
  private final Map<Integer, byte[]> before = new HashMap<>();

  private byte[] bytes = new byte[SECTOR_BYTES];
  private int length;
  private int forcedLength;
  private boolean damaged;

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void write(byte[] source, int offset, int count, int position) {
    grow(position + count);
    for (var sector = position / SECTOR_BYTES; sector * SECTOR_BYTES < position + count; sector++) {
      if (!before.containsKey(sector)) {
        before.put(sector, durable(sector));
      }
    }
    System.arraycopy(source, offset, bytes, position, count);
    length = Math.max(length, position + count);
  }

  private void grow(int wanted) {
    if (wanted > bytes.length) {
      var sectors = (Math.max(wanted, 2 * bytes.length) + SECTOR_BYTES - 1) / SECTOR_BYTES;
      bytes = Arrays.copyOf(bytes, sectors * SECTOR_BYTES);
    }
  }

  private byte[] durable(int sector) {
    var from = sector * SECTOR_BYTES;
    return from >= forcedLength ? ZEROS : Arrays.copyOfRange(bytes, from, from + SECTOR_BYTES);
  }

  void truncate() {
    for (var sector = 0; sector * SECTOR_BYTES < length; sector++) {
      if (!before.containsKey(sector)) {
        before.put(sector, durable(sector));
      }
    }
    Arrays.fill(bytes, 0, length, (byte) 0);
    length = 0;
  }

  void force() {
    before.clear();
    forcedLength = length;
  }

  /// @param kept the chance that an unforced sector is on the disk nevertheless
  void crash(RandomGenerator random, double kept) {
    for (var sector : before.keySet().stream().sorted().toList()) {
      if (random.nextDouble() >= kept) {
        System.arraycopy(before.get(sector), 0, bytes, sector * SECTOR_BYTES, SECTOR_BYTES);
      }
    }
    if (random.nextDouble() >= kept) {
      length = forcedLength;
      grow(length);
    }
    Arrays.fill(bytes, length, bytes.length, (byte) 0);
    force();
  }

  FileContent copy() {
    var copy = new FileContent();
    copy.bytes = bytes.clone();
    copy.length = length;
    copy.damaged = damaged;
    copy.force();
    return copy;
  }

  /// @return false if the durable byte differs from the one that is seen, or is already damaged:
  ///   damaging it twice could restore it
  boolean damage(int position) {
    if (damaged || position >= length || before.containsKey(position / SECTOR_BYTES)) {
      return false;
    }
    bytes[position] ^= 0x10;
    damaged = true;
    return true;
  }

  boolean isDamaged() {
    return damaged;
  }
}
