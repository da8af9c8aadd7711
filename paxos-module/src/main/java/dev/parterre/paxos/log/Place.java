package dev.parterre.paxos.log;

import java.util.zip.CRC32C;

/// Where a record is in the log, and the checksum by which it is verified when it is read again.
///
/// @param segment counted from 0, in the order of the log
record Place(int segment, long position, int length, int checksum) {

  static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
