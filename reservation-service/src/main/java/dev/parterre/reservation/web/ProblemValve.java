package dev.parterre.reservation.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers requests that Tomcat refuses before they reach the application: a request line or header
/// that cannot be read, TRACE, a path that leads above the root. Tomcat creates it by its class
/// name.
public final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String path = request.getRequestURI();
    var problem = problem(request, status);
    try {
      ProblemWriter.write(response.getResponse(), problem, status, path == null ? "" : path);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("an error could not be reported", gone);
    }
  }

  /// Tomcat passes on only the status, so this looks for the fault again.
  private static ProblemException problem(Request request, int status) {
    if ("CONNECT".equals(request.getMethod())) {
      return Problems.noProxy();
    }
    String fault = status == 400 ? HeadCheck.fault(request.getCoyoteRequest()) : null;
    return fault == null ? Problems.ofStatus(status) : Problems.malformed(fault);
  }
}
