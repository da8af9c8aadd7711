package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses calls of methods marked [Admin] without the token (401), or all of them if this replica
/// has no token (403), before their body is read.
final class AdminCheck implements HandlerInterceptor {

  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] expected;

  AdminCheck(@Nullable String token) {
    expected = token == null || token.isBlank() ? null : digest(token.strip());
  }

  static ProblemException unauthenticated() {
    return new ProblemException(
            Problem.UNAUTHENTICATED, "Admin calls need the header Authorization: Bearer <token>.")
        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Admin.class)) {
      check(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)));
    }
    return true;
  }

  private void check(List<String> authorization) {
    if (expected == null) {
      throw new ProblemException(
          Problem.FORBIDDEN, "This replica has no admin token, so it refuses admin calls.");
    }
    if (authorization.size() != 1
        || !authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthenticated();
    }
    String shown = authorization.getFirst().substring(SCHEME.length()).strip();
    if (!MessageDigest.isEqual(expected, digest(shown))) {
      throw unauthenticated();
    }
  }

  /// Digests are compared, so that the time reveals neither the content nor the length of the
  /// token.
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
