package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/// A request of a replica that has proved itself. Each answer proves us, and says what we read and
/// how far our disk is.
///
/// @param format in which its body is written
record PeerCall(HttpExchange http, Contact from, Node self, int format) {

  void answer(int status) throws IOException {
    begin(status, from.version(), -1);
  }

  void answer(int status, String words) throws IOException {
    var bytes = words.getBytes(UTF_8);
    begin(status, from.version(), bytes.length);
    try (var out = http.getResponseBody()) {
      out.write(bytes);
    }
  }

  /// Answers with a body of so many bytes, to be written next.
  ///
  /// @param version in which the body will be written
  OutputStream begin(int version, long bytes) throws IOException {
    begin(Codes.OK, version, bytes);
    return http.getResponseBody();
  }

  private void begin(int status, int version, long bytes) throws IOException {
    var headers = http.getResponseHeaders();
    headers.set(Wire.PROOF, from.ourProof);
    headers.set(Wire.FORMAT, Integer.toString(version));
    headers.set(Wire.NEWEST, Wire.VERSION);
    headers.set(Wire.STORAGE, self.claim().toString());
    http.sendResponseHeaders(status, bytes);
  }
}
