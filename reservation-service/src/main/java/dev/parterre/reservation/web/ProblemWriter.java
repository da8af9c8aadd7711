package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Makes problem documents (RFC 9457), for controllers, filters and the container alike.
final class ProblemWriter {

  /// A plain mapper, not the application's: it must also work where there is no application
  /// context.
  private static final JsonMapper JSON = JsonMapper.shared();

  private ProblemWriter() {}

  static byte[] document(ProblemException problem, int status, String instance) {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", problem.problem().type());
    document.put("title", problem.problem().title());
    document.put("status", status);
    document.put("detail", problem.detail());
    document.put("instance", instance);
    problem.members().forEach(document::putIfAbsent);
    return JSON.writeValueAsBytes(document);
  }

  static void write(HttpServletResponse response, ProblemException problem, String instance)
      throws IOException {
    write(response, problem, problem.problem().status().value(), instance);
  }

  /// @param status the status to send, if the container's differs from the problem's own
  static void write(
      HttpServletResponse response, ProblemException problem, int status, String instance)
      throws IOException {
    byte[] document = document(problem, status, instance);
    response.setStatus(status);
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      response.setHeader(header.getKey(), header.getValue());
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
