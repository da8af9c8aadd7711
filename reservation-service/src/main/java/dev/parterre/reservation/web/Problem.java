package dev.parterre.reservation.web;

import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// Every kind of problem that a client can get, in the order of the contract's table. [Explanation]
/// says more about each.
public enum Problem {
  MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "Malformed request"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Unauthenticated"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  SEATS_TAKEN(HttpStatus.CONFLICT, "Seats taken"),
  REQUEST_IN_PROGRESS(HttpStatus.CONFLICT, "Request in progress"),
  NOT_ON_SALE(HttpStatus.CONFLICT, "Not on sale"),
  MEMBERSHIP_REFUSED(HttpStatus.CONFLICT, "Membership refused"),
  DIRECTIVE_REFUSED(HttpStatus.CONFLICT, "Directive refused"),
  HOLD_USED(HttpStatus.CONFLICT, "Hold used"),
  TICKET_USED(HttpStatus.CONFLICT, "Ticket used"),
  RESERVATION_CANCELLED(HttpStatus.CONFLICT, "Reservation cancelled"),
  HOLD_EXPIRED(HttpStatus.GONE, "Hold expired"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
  INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid"),
  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key reused"),
  ORPHAN_SEAT(HttpStatus.UNPROCESSABLE_CONTENT, "Orphan seat"),
  LIMIT_EXCEEDED(HttpStatus.UNPROCESSABLE_CONTENT, "Limit exceeded"),
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Rate limited"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Unavailable"),
  OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "Outcome unknown");

  private final HttpStatus status;
  private final String title;

  Problem(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public static Optional<Problem> ofSlug(String slug) {
    return Arrays.stream(values()).filter(problem -> problem.slug().equals(slug)).findFirst();
  }

  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// The member `type` of a problem document, and the address of the page that explains it.
  public String type() {
    return "/problems/" + slug();
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }
}
