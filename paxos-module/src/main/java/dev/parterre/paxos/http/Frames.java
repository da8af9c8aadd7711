package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.format.ByteReader;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// The body of a request or response: each message behind its length.
final class Frames {

  /// The server's stream keeps a buffer twice as large as the largest piece it is given.
  private static final int PIECE_BYTES = 32 << 10;

  private Frames() {}

  static List<Message> decode(byte[] body, int version) throws MalformedException {
    var in = new ByteReader(body);
    var messages = new ArrayList<Message>();
    while (in.remaining() > 0) {
      if (messages.size() == Bounds.BODY_FRAMES) {
        throw new MalformedException("more than " + Bounds.BODY_FRAMES + " messages in one body");
      }
      var length = in.getInt();
      var frame = new ByteReader(body, in.advance(length), length);
      messages.add(Format.readMessage(frame, version));
      if (frame.remaining() > 0) {
        throw new MalformedException(frame.remaining() + " bytes too many in a message");
      }
    }
    return messages;
  }

  /// Those messages that this version has.
  static List<ByteWriter> encode(List<Frame> frames, int version) {
    return frames.stream()
        .map(frame -> frame.encoded(version))
        .filter(encoded -> encoded.length() > 0)
        .toList();
  }

  static long length(List<ByteWriter> encoded) {
    long bytes = 0;
    for (var message : encoded) {
      bytes += Integer.BYTES + message.length();
    }
    return bytes;
  }

  static void write(List<ByteWriter> encoded, OutputStream out) throws IOException {
    for (var message : encoded) {
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(message.length()).array());
      write(message.array(), message.length(), out);
    }
  }

  /// Writes so many bytes to the server's stream, in pieces.
  static void write(byte[] bytes, int length, OutputStream out) throws IOException {
    for (var from = 0; from < length; from += PIECE_BYTES) {
      out.write(bytes, from, Math.min(PIECE_BYTES, length - from));
    }
  }

  /// A body that the client library may write once: it never resends it by its own doing.
  static RequestBody requestBody(List<ByteWriter> encoded) {
    var length = length(encoded);
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return null;
      }

      @Override
      public long contentLength() {
        return length;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        for (var message : encoded) {
          sink.writeInt(message.length());
          sink.write(message.array(), 0, message.length());
        }
      }
    };
  }
}
