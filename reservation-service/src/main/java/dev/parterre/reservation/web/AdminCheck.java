package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses calls of methods marked [Admin] or [Scanner] without the token (401), or all of them if
/// this replica has no token (403), before their body is read.
final class AdminCheck implements HandlerInterceptor {

  private static final String SCHEME = "Bearer ";

  private final List<byte[]> admin;
  private final List<byte[]> scanner;

  AdminCheck(@Nullable String adminToken, @Nullable String scannerToken) {
    admin = digests(adminToken);
    scanner = Stream.concat(admin.stream(), digests(scannerToken).stream()).toList();
  }

  private static List<byte[]> digests(@Nullable String token) {
    return token == null || token.isBlank() ? List.of() : List.of(digest(token.strip()));
  }

  static ProblemException unauthenticated() {
    return new ProblemException(
            Problem.UNAUTHENTICATED, "This call needs the header Authorization: Bearer <token>.")
        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Admin.class)) {
      check(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)), admin);
    } else if (handler instanceof HandlerMethod method
        && method.hasMethodAnnotation(Scanner.class)) {
      check(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)), scanner);
    }
    return true;
  }

  /// @param expected digests of the tokens that will do
  private static void check(List<String> authorization, List<byte[]> expected) {
    if (expected.isEmpty()) {
      throw new ProblemException(
          Problem.FORBIDDEN, "This replica has no token for such calls, so it refuses them.");
    }
    if (authorization.size() != 1
        || !authorization.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthenticated();
    }
    String shown = authorization.getFirst().substring(SCHEME.length()).strip();
    byte[] digest = digest(shown);
    if (expected.stream().noneMatch(token -> MessageDigest.isEqual(token, digest))) {
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
