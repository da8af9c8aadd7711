package dev.parterre.paxos.http;

import javax.crypto.Mac;

/// The bytes of a frame: its length, its header, its content, and the MAC over its number on the
/// stream (which is not sent, since the reader knows it) and all of these.
///
/// There is one at each end of a stream, used by one thread at a time; its buffer is reused for
/// each frame.
final class FrameCodec {

  /// Large enough that a command of the usual size is one frame; small enough that parts of a large
  /// one arrive often, even over a slow link.
  static final int CONTENT_BYTES = 64 << 10;

  static final int MAC_BYTES = 16;

  /// Follows the frame's number, which is in the buffer for the MAC only.
  static final int LENGTH_AT = Long.BYTES;

  static final int HEADER_AT = LENGTH_AT + Integer.BYTES;

  /// How many bytes are still to come of the content to which this frame belongs, its own included.
  static final int LEFT_AT = HEADER_AT;

  static final int READ_AT = LEFT_AT + Integer.BYTES;
  static final int CONTENT_AT = READ_AT + 5 * Long.BYTES;
  static final int HEADER_BYTES = CONTENT_AT - HEADER_AT;

  final byte[] buffer = new byte[CONTENT_AT + CONTENT_BYTES + MAC_BYTES];
  private final Mac mac;

  FrameCodec(byte[] key) {
    mac = Secret.mac(key);
  }

  /// The MAC over the first `length` bytes of the buffer, the number included.
  byte[] mac(int length) {
    mac.update(buffer, 0, length);
    return mac.doFinal();
  }

  /// Takes the same time wherever the two differ.
  boolean isSealedBy(byte[] expected, int at) {
    var differences = 0;
    for (var i = 0; i < MAC_BYTES; i++) {
      differences |= expected[i] ^ buffer[at + i];
    }
    return differences == 0;
  }
}
