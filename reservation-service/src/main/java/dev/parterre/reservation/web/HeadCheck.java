package dev.parterre.reservation.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.ByteChunk;
import org.jspecify.annotations.Nullable;

/// Refuses a request whose head is not UTF-8: what its path and its query escape, and its headers.
/// Whoever asks Tomcat gets a query with U+FFFD in it, and headers in ISO 8859-1, so this looks at
/// the bytes before anybody asks.
final class HeadCheck extends ValveBase {

  HeadCheck() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // Tomcat may have refused it itself, for its path, and only wants it reported.
    String fault = response.isError() ? null : fault(request.getCoyoteRequest());
    if (fault == null) {
      getNext().invoke(request, response);
    } else {
      ProblemWriter.write(
          response.getResponse(), Problems.malformed(fault), request.getRequestURI());
    }
  }

  /// What is not UTF-8, as a sentence; null if all is.
  static @Nullable String fault(org.apache.coyote.Request head) {
    if (!isUtf8(head.requestURI().getByteChunk(), true)) {
      return "The path is not UTF-8.";
    }
    if (!isUtf8(head.queryString().getByteChunk(), true)) {
      return "The query is not UTF-8.";
    }
    var headers = head.getMimeHeaders();
    for (int i = 0; i < headers.size(); i++) {
      if (!isUtf8(headers.getValue(i).getByteChunk(), false)) {
        return "The header " + headers.getName(i) + " is not UTF-8.";
      }
    }
    return null;
  }

  /// @param escaped whether `%c3` is a byte
  private static boolean isUtf8(ByteChunk text, boolean escaped) {
    byte[] bytes = text.getBytes();
    var utf8 = new Utf8();
    for (int i = text.getStart(); i < text.getEnd(); i++) {
      int octet = bytes[i] & 0xff;
      if (escaped && octet == '%' && isEscape(bytes, i, text.getEnd())) {
        octet = HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]);
        i += 2;
      }
      if (!utf8.take(octet)) {
        return false;
      }
    }
    return utf8.isWhole();
  }

  private static boolean isEscape(byte[] bytes, int at, int end) {
    return at + 2 < end
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }
}
