package dev.parterre.reservation.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.ByteChunk;
import org.jspecify.annotations.Nullable;

/// Refuses a request (400) whose head is not UTF-8: the path and the query, with their escapes, and
/// the headers. Tomcat would decode a query to U+FFFD, and headers as ISO 8859-1, so the bytes are
/// checked before anything else reads them.
final class HeadCheck extends ValveBase {

  HeadCheck() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // Tomcat may have refused the request already, for its path, and only want that reported.
    String fault = response.isError() ? null : fault(request.getCoyoteRequest());
    if (fault == null) {
      getNext().invoke(request, response);
    } else {
      ProblemWriter.write(
          response.getResponse(), Problems.malformed(fault), request.getRequestURI());
    }
  }

  /// Which part is not UTF-8, as a sentence; null if all parts are.
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

  /// @param escaped whether `%c3` stands for a byte
  private static boolean isUtf8(ByteChunk text, boolean escaped) {
    byte[] bytes = text.getBytes();
    if (Utf8.isPlain(bytes, text.getStart(), text.getEnd(), escaped ? '%' : -1)) {
      return true;
    }
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
