package dev.parterre.paxos.http;

import javax.crypto.Mac;

/// How a frame looks as bytes: its length, its header, its content, and the MAC over its number on
/// the stream (which is not sent: whoever reads knows it) and all that goes before.
///
/// One for each end of a stream, used by one thread at a time; its buffer is used again for each
/// frame.
final class FrameCodec {

  /// Large enough that a command of the usual size is one frame, small enough that of a large one
  /// something is heard often, also over a slow link.
  static final int CONTENT_BYTES = 64 << 10;

  static final int MAC_BYTES = 16;

  /// Behind the frame's number, which stands in front for the MAC only.
  static final int LENGTH_AT = Long.BYTES;

  static final int HEADER_AT = LENGTH_AT + Integer.BYTES;

  /// The bytes that are still to come of the content that this frame is a part of, its own
  /// included.
  static final int LEFT_AT = HEADER_AT;

  static final int READ_AT = LEFT_AT + Integer.BYTES;
  static final int CONTENT_AT = READ_AT + 5 * Long.BYTES;
  static final int HEADER_BYTES = CONTENT_AT - HEADER_AT;

  final byte[] buffer = new byte[CONTENT_AT + CONTENT_BYTES + MAC_BYTES];
  private final Mac mac;

  FrameCodec(byte[] key) {
    mac = Secret.mac(key);
  }

  /// Of the first `length` bytes of the buffer, the number included.
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
