package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 keep-alive connection: one request at a time, no retries, one thread. Written by
/// hand because the load generator shares its processors with the replicas that it measures: a
/// request takes 17 µs of processor time, where the JDK's client took 190. Any error closes the
/// connection; the next request opens another.
public final class HttpLane implements AutoCloseable {

  private static final int ANSWER_BYTES_MAX = 64 << 20;

  private final URI base;
  private final Duration patience;
  private @Nullable Socket socket;
  private byte[] buffer = new byte[8192];
  private int limit;
  private int bodyStart;
  private int bodyEnd;
  private boolean lastOfConnection;

  /// @param patience the timeout for connecting, and for each read of an answer
  public HttpLane(URI base, Duration patience) {
    if (!"http".equals(base.getScheme()) || base.getHost() == null) {
      throw new IllegalArgumentException("not an address of a replica: " + base);
    }
    this.base = base;
    this.patience = patience;
  }

  public URI base() {
    return base;
  }

  /// Sends a whole request, as [HttpRequests] makes it, and returns the status of its answer.
  public int send(byte[] request) throws IOException {
    var connected = socket != null ? socket : connect();
    try {
      connected.getOutputStream().write(request);
      var status = readAnswer(connected);
      if (lastOfConnection) {
        close();
      }
      return status;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The body of the last answer.
  byte[] body() {
    return Arrays.copyOfRange(buffer, bodyStart, bodyEnd);
  }

  private Socket connect() throws IOException {
    var made = new Socket();
    try {
      made.setOption(StandardSocketOptions.TCP_NODELAY, true);
      made.setSoTimeout(Math.toIntExact(patience.toMillis()));
      var port = base.getPort() < 0 ? 80 : base.getPort();
      made.connect(
          new InetSocketAddress(base.getHost(), port), Math.toIntExact(patience.toMillis()));
    } catch (IOException e) {
      made.close();
      throw e;
    }
    socket = made;
    return made;
  }

  private int readAnswer(Socket from) throws IOException {
    limit = 0;
    var headStart = 0;
    while (true) {
      var headEnd = readHead(from, headStart);
      var head = new String(buffer, headStart, headEnd - headStart, ISO_8859_1);
      var status = status(head);
      if (status >= 200) {
        readBody(from, head, headEnd, status);
        return status;
      }
      headStart = headEnd;
    }
  }

  /// Reads the head that begins at `start`, and returns where it ends.
  private int readHead(Socket from, int start) throws IOException {
    var at = start;
    while (true) {
      for (; at + 3 < limit; at++) {
        if (buffer[at] == '\r'
            && buffer[at + 1] == '\n'
            && buffer[at + 2] == '\r'
            && buffer[at + 3] == '\n') {
          return at + 4;
        }
      }
      readMore(from);
    }
  }

  private static int status(String head) throws IOException {
    if (!head.startsWith("HTTP/1.") || head.length() < 12) {
      throw new IOException("not an answer of HTTP/1.1");
    }
    return number(head.substring(9, 12), 10);
  }

  private void readBody(Socket from, String head, int headEnd, int status) throws IOException {
    bodyStart = headEnd;
    bodyEnd = headEnd;
    lastOfConnection = "close".equalsIgnoreCase(header(head, "connection"));
    var length = header(head, "content-length");
    if (status == 204 || status == 304) {
      return;
    }
    if ("chunked".equalsIgnoreCase(header(head, "transfer-encoding"))) {
      readChunks(from);
    } else if (!length.isEmpty()) {
      bodyEnd = fill(from, bodyStart, number(length, 10));
    } else {
      throw new IOException("an answer of unknown length");
    }
  }

  private static String header(String head, String name) {
    var at = head.indexOf("\r\n") + 2;
    while (at < head.length() - 2) {
      var end = head.indexOf("\r\n", at);
      if (head.regionMatches(true, at, name, 0, name.length())
          && head.charAt(at + name.length()) == ':') {
        return head.substring(at + name.length() + 1, end).strip();
      }
      at = end + 2;
    }
    return "";
  }

  /// Moves the chunks together, so that the body is in one piece.
  private void readChunks(Socket from) throws IOException {
    var at = bodyStart;
    while (true) {
      var lineEnd = lineEnd(from, at);
      var line = new String(buffer, at, lineEnd - at, ISO_8859_1);
      var size = number(line.split(";", 2)[0].strip(), 16);
      var end = fill(from, lineEnd + 2, size);
      if (size == 0) {
        readTrailers(from, end);
        return;
      }
      System.arraycopy(buffer, lineEnd + 2, buffer, bodyEnd, size);
      bodyEnd += size;
      at = fill(from, end, 2);
    }
  }

  private void readTrailers(Socket from, int start) throws IOException {
    var at = start;
    for (var end = lineEnd(from, at); end > at; end = lineEnd(from, at)) {
      at = end + 2;
    }
  }

  private int lineEnd(Socket from, int start) throws IOException {
    var at = start;
    while (true) {
      for (; at + 1 < limit; at++) {
        if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
          return at;
        }
      }
      readMore(from);
    }
  }

  private int fill(Socket from, int start, int bytes) throws IOException {
    if (bytes < 0 || bytes > ANSWER_BYTES_MAX) {
      throw new IOException("an answer of " + bytes + " bytes");
    }
    while (limit < start + bytes) {
      readMore(from);
    }
    return start + bytes;
  }

  private void readMore(Socket from) throws IOException {
    if (limit == buffer.length) {
      if (limit >= ANSWER_BYTES_MAX) {
        throw new IOException("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
      }
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    var count = from.getInputStream().read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw new EOFException("the connection ended within an answer");
    }
    limit += count;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("not an answer of HTTP/1.1: " + text, e);
    }
  }

  @Override
  public void close() {
    var open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        lastOfConnection = true; // nothing more can be done for it
      }
    }
  }
}
