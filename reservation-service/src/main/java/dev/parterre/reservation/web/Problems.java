package dev.parterre.reservation.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// The problems that do not belong to a particular path.
final class Problems {

  private Problems() {}

  static ProblemException malformed(String detail) {
    return new ProblemException(Problem.MALFORMED_REQUEST, detail);
  }

  static ProblemException notFound() {
    return new ProblemException(Problem.NOT_FOUND, "There is nothing at this address.");
  }

  static ProblemException methodNotAllowed() {
    return new ProblemException(
        Problem.METHOD_NOT_ALLOWED, "This address does not support this method.");
  }

  static ProblemException noProxy() {
    return malformed("The method CONNECT asks for a proxy, and this is not one.");
  }

  static ProblemException tooLarge(long bytesMax) {
    return new ProblemException(
            Problem.TOO_LARGE, "The body may have at most " + bytesMax + " bytes.")
        .with(HttpHeaders.CONNECTION, "close");
  }

  static ProblemException unsupportedMediaType(MediaType expected) {
    return new ProblemException(
        Problem.UNSUPPORTED_MEDIA_TYPE,
        "The body must be " + expected + " in UTF-8, without a content encoding.");
  }

  static ProblemException notAcceptable() {
    return new ProblemException(
        Problem.NOT_ACCEPTABLE, "The header Accept admits nothing that this address answers with.");
  }

  static ProblemException internal() {
    return new ProblemException(
        Problem.INTERNAL, "The replica failed to answer; its log says why.");
  }

  static ProblemException unavailable() {
    return new ProblemException(Problem.UNAVAILABLE, "The replica cannot answer now.")
        .with(HttpHeaders.RETRY_AFTER, 1);
  }

  /// The problem for a bare status that the container or Spring answered with.
  static ProblemException ofStatus(int status) {
    return switch (status) {
      case 400 -> malformed("The request is not well-formed HTTP, or its headers are too large.");
      case 401 -> AdminCheck.unauthenticated();
      case 403 -> new ProblemException(Problem.FORBIDDEN, "This is not allowed.");
      case 404 -> notFound();
      case 405 -> methodNotAllowed();
      case 406 -> notAcceptable();
      case 408 -> malformed("The body was not complete in time.");
      case 413 -> new ProblemException(Problem.TOO_LARGE, "The request is too large.");
      case 415 -> unsupportedMediaType(MediaType.APPLICATION_JSON);
      case 416 -> malformed("The header Range names no part of this resource.");
      case 417 -> malformed("The header Expect asks for something other than 100-continue.");
      case 429 -> new ProblemException(Problem.RATE_LIMITED, "Too many requests.");
      case 501 -> malformed("The body has a transfer encoding other than chunked.");
      case 503 -> unavailable();
      case 505 -> malformed("The request is in a version of HTTP other than 1.0 and 1.1.");
      default ->
          status >= 500 ? internal() : malformed("The request is refused with " + status + ".");
    };
  }
}
