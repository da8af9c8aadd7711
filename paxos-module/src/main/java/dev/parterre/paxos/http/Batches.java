package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Messages that are sent together, each preceded by its length.
final class Batches {

  private Batches() {}

  /// Writes those messages that exist in this version of the format.
  ///
  /// @return how many bytes they take
  static int write(
      List<OutgoingMessage> messages, int version, FrameHeader header, FrameWriter frames)
      throws IOException {
    var encoded = encode(messages, version);
    var bytes = 0;
    for (var message : encoded) {
      bytes += Integer.BYTES + message.length();
    }
    frames.begin(header, bytes);
    for (var message : encoded) {
      frames.putInt(message.length());
      frames.write(message.array(), message.length());
    }
    return bytes;
  }

  static List<ByteWriter> encode(List<OutgoingMessage> messages, int version) {
    var encoded = new ArrayList<ByteWriter>(messages.size());
    for (var message : messages) {
      var bytes = message.encoded(version);
      if (bytes.length() > 0) {
        encoded.add(bytes);
      }
    }
    return encoded;
  }

  static List<Message> decode(byte[] batch, int offset, int bytes, int version)
      throws MalformedException {
    var in = new ByteReader(batch, offset, bytes);
    var messages = new ArrayList<Message>();
    while (in.remaining() > 0) {
      if (messages.size() == Bounds.BATCH_MESSAGES) {
        throw new MalformedException("more than " + Bounds.BATCH_MESSAGES + " messages together");
      }
      var length = in.getInt();
      var one = new ByteReader(batch, in.advance(length), length);
      messages.add(Format.readMessage(one, version));
      if (one.remaining() > 0) {
        throw new MalformedException(one.remaining() + " bytes too many in a message");
      }
    }
    return messages;
  }
}
