package dev.parterre.reservation.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ends a request with a problem document. A refusal on its way out of a controller, not a failure:
/// it has no stack trace.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final String detail;
  private final transient Map<String, Object> members;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public ProblemException(Problem problem, String detail) {
    this(problem, detail, Map.of());
  }

  /// @param members members of the document beside the usual ones
  public ProblemException(Problem problem, String detail, Map<String, Object> members) {
    super(detail, null, false, false);
    this.problem = problem;
    this.detail = detail;
    this.members = new LinkedHashMap<>(members);
  }

  /// 422 `invalid` because of one place in the body.
  public static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.INVALID,
        detail,
        Map.of("errors", List.of(Map.of("pointer", pointer, "detail", detail))));
  }

  /// Adds a header to the answer: `Retry-After`, `Log-Index`, `Allow`…
  public ProblemException with(String header, Object value) {
    headers.put(header, value.toString());
    return this;
  }

  public Problem problem() {
    return problem;
  }

  public String detail() {
    return detail;
  }

  public Map<String, Object> members() {
    return members;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
