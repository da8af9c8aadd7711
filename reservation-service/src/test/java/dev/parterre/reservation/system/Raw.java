package dev.parterre.reservation.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Sends requests that no client library would send.
final class Raw {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] NOTHING = {};

  private Raw() {}

  /// @param head the request line and the headers, each with its line end
  static Answer exchange(Api api, String head) {
    return exchange(api.base().getPort(), head, NOTHING);
  }

  static Answer exchange(int port, String head, byte[] body) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      out.write(body);
      return read(head.lines().findFirst().orElse(""), socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(head + ": " + e, e);
    }
  }

  private static Answer read(String request, InputStream in) throws IOException {
    var status = line(in);
    if (!status.matches("HTTP/1\\.1 [0-9]{3}.*")) {
      throw new AssertionError(request + " is answered by: " + status);
    }
    var headers = new TreeMap<String, List<String>>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    var length = headers.getOrDefault("content-length", List.of()).stream().findFirst();
    var body = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.get()));
    var code = Integer.parseInt(status.split(" ", -1)[1]);
    return new Answer(request, code, HttpHeaders.of(headers, (_, _) -> true), body);
  }

  /// A line without its line end; empty at the end of the headers or of the stream.
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
