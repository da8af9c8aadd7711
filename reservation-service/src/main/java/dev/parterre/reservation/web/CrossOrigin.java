package dev.parterre.reservation.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Lets pages of any origin call the API: a page that was loaded from one replica continues with
/// another when that one dies. This gives nothing away: there are no cookies, and a caller is
/// authorized only by the ids and tokens that it sends.
final class CrossOrigin implements Filter {

  private static final String PREFLIGHT_SECONDS = "7200";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    var answer = (HttpServletResponse) response;
    if (!http.getRequestURI().startsWith("/api/")) {
      chain.doFilter(request, response);
      return;
    }
    answer.setHeader("Access-Control-Allow-Origin", "*");
    answer.setHeader(
        "Access-Control-Expose-Headers",
        "Date, ETag, Location, Log-Index, RateLimit, RateLimit-Policy, Retry-After");
    if (isPreflight(http)) {
      answer.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
      answer.setHeader(
          "Access-Control-Allow-Headers",
          "Idempotency-Key, Content-Type, Last-Event-ID, Authorization");
      answer.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return "OPTIONS".equals(request.getMethod())
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
