package dev.parterre.reservation.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Tells browsers what the pages must not do. Pages may connect to any address, since those of the
/// other replicas are only known at run time.
final class SecurityHeaders implements Filter {

  private static final String POLICY =
      "default-src 'self'; connect-src 'self' http: https:; img-src 'self' data:; object-src"
          + " 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var answer = (HttpServletResponse) response;
    answer.setHeader("X-Content-Type-Options", "nosniff");
    if (!((HttpServletRequest) request).getRequestURI().startsWith("/api/")) {
      answer.setHeader("Content-Security-Policy", POLICY);
      answer.setHeader("Referrer-Policy", "no-referrer");
    }
    chain.doFilter(request, response);
  }
}
