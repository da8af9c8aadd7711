package dev.parterre.reservation.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Refuses bodies that are too large (413), at once if the client states the length and otherwise
/// as soon as the limit is passed, and bodies that fail the checks of [JsonText] (400).
final class BodyCheck implements Filter {

  static final long BYTES_MAX = 1 << 20;
  static final long PLAN_BYTES_MAX = 32 << 20;

  private static final String PLANS = "/api/v1/venues";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    long bytesMax = bytesMax(http);
    if (http.getContentLengthLong() > bytesMax) {
      ProblemWriter.write(
          (HttpServletResponse) response, Problems.tooLarge(bytesMax), http.getRequestURI());
    } else {
      chain.doFilter(new Checked(http, bytesMax), response);
    }
  }

  private static long bytesMax(HttpServletRequest request) {
    boolean plan = "POST".equals(request.getMethod()) && PLANS.equals(request.getRequestURI());
    return plan ? PLAN_BYTES_MAX : BYTES_MAX;
  }

  private static final class Checked extends HttpServletRequestWrapper {

    private final long bytesMax;
    private @Nullable CheckedStream stream;

    Checked(HttpServletRequest request, long bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream = new CheckedStream(super.getInputStream(), bytesMax);
      }
      return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class CheckedStream extends ServletInputStream {

    private final ServletInputStream in;
    private final long bytesMax;
    private final JsonText text = new JsonText();
    private long read;

    CheckedStream(ServletInputStream in, long bytesMax) {
      this.in = in;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count(next < 0 ? next : 1);
      if (next >= 0) {
        text.take(next);
      }
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      count(count);
      text.take(bytes, offset, count);
      return count;
    }

    /// @param bytes how many were read; -1 at the end
    private void count(int bytes) {
      if (bytes < 0) {
        text.end();
      }
      read += Math.max(0, bytes);
      if (read > bytesMax) {
        throw Problems.tooLarge(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
