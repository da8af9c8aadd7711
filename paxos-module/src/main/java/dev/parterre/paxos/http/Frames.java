package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.format.ByteReader;
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

  static List<Message> decode(byte[] body) throws MalformedException {
    var in = new ByteReader(body);
    var messages = new ArrayList<Message>();
    while (in.remaining() > 0) {
      if (messages.size() == Bounds.BODY_FRAMES) {
        throw new MalformedException("more than " + Bounds.BODY_FRAMES + " messages in one body");
      }
      var length = in.getInt();
      var frame = new ByteReader(body, in.advance(length), length);
      messages.add(Format.readMessage(frame, Format.VERSION));
      if (frame.remaining() > 0) {
        throw new MalformedException(frame.remaining() + " bytes too many in a message");
      }
    }
    return messages;
  }

  static long length(List<Frame> frames) {
    long bytes = 0;
    for (var frame : frames) {
      bytes += Integer.BYTES + frame.encoded().length();
    }
    return bytes;
  }

  static void write(List<Frame> frames, OutputStream out) throws IOException {
    for (var frame : frames) {
      var encoded = frame.encoded();
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length()).array());
      for (var from = 0; from < encoded.length(); from += PIECE_BYTES) {
        out.write(encoded.array(), from, Math.min(PIECE_BYTES, encoded.length() - from));
      }
    }
  }

  /// A body that the client library may write once: it never resends it by its own doing.
  static RequestBody requestBody(List<Frame> frames) {
    var length = length(frames);
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
        for (var frame : frames) {
          var encoded = frame.encoded();
          sink.writeInt(encoded.length());
          sink.write(encoded.array(), 0, encoded.length());
        }
      }
    };
  }
}
