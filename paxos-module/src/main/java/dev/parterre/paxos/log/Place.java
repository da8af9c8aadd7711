package dev.parterre.paxos.log;

import java.util.zip.CRC32C;

/// Where a record stands in the log, and the checksum to trust it by when it is read again.
///
/// @param segment counted from 0 in the order of the log
record Place(int segment, long position, int length, int checksum) {

  static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
