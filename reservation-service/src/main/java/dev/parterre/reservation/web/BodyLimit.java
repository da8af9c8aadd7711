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

/// Refuses bodies that are too large: at once when the client says so, else as soon as it shows.
final class BodyLimit implements Filter {

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
    } else if (http.getContentLengthLong() == -1) {
      chain.doFilter(new Limited(http, bytesMax), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static long bytesMax(HttpServletRequest request) {
    boolean plan = "POST".equals(request.getMethod()) && PLANS.equals(request.getRequestURI());
    return plan ? PLAN_BYTES_MAX : BYTES_MAX;
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final long bytesMax;

    Limited(HttpServletRequest request, long bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), bytesMax);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream in;
    private final long bytesMax;
    private long read;

    LimitedStream(ServletInputStream in, long bytesMax) {
      this.in = in;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      count(count);
      return count;
    }

    private void count(int bytes) {
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
