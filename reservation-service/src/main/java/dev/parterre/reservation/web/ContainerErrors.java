package dev.parterre.reservation.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Answers requests that failed outside any controller, in place of Spring Boot's own page and
/// JSON.
@Controller
final class ContainerErrors implements ErrorController {

  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (status instanceof Integer code) {
      Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
      ProblemWriter.write(response, Problems.ofStatus(code), code, String.valueOf(path));
    } else {
      ProblemWriter.write(response, Problems.notFound(), request.getRequestURI());
    }
  }
}
