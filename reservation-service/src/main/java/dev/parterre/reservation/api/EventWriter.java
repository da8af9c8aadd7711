package dev.parterre.reservation.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes server-sent events.
final class EventWriter {

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /// @param data in UTF-8, without a line break
  void event(String name, long id, byte[] data) throws IOException {
    var head = "event: " + name + "\nid: " + id + "\ndata: ";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(data);
    out.write(END);
  }

  /// A comment means nothing, but keeps proxies from taking the stream for dead.
  void comment() throws IOException {
    out.write(COMMENT);
  }

  void flush() throws IOException {
    out.flush();
  }
}
