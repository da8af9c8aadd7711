package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Turns any exception that ends a request into a problem document.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<byte[]> answer(
      Exception exception, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()
        || DisconnectedClientHelper.isClientDisconnectedException(exception)) {
      LOG.debug("{} {} ended early", request.getMethod(), request.getRequestURI(), exception);
      return null;
    }
    ProblemException problem = problem(exception, request);
    int status = problem.problem().status().value();
    var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    problem.headers().forEach(answer::header);
    return answer.body(ProblemWriter.document(problem, status, request.getRequestURI()));
  }

  private static ProblemException problem(Exception exception, HttpServletRequest request) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return problem;
      }
    }
    return switch (exception) {
      case HttpMessageNotReadableException unreadable -> UnreadableBody.problem(unreadable);
      case HttpRequestMethodNotSupportedException wrong -> wrongMethod(wrong, request);
      case TypeMismatchException mismatch ->
          Problems.malformed("The parameter " + mismatch.getPropertyName() + " is malformed.");
      case InvalidParameterException malformed ->
          Problems.malformed("The query is not well-formed.");
      case ServletRequestBindingException missing ->
          Problems.malformed(String.valueOf(missing.getBody().getDetail()));
      case ErrorResponse response -> ofStatus(response, request, exception);
      default -> unexpected(request, exception);
    };
  }

  /// The handler of the pages' files matches any path, so an unknown path seems to have only the
  /// wrong method.
  private static ProblemException wrongMethod(
      HttpRequestMethodNotSupportedException wrong, HttpServletRequest request) {
    Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    if (handler instanceof ResourceHttpRequestHandler && !Pages.has(request.getRequestURI())) {
      return Problems.notFound();
    }
    var problem = Problems.methodNotAllowed();
    var allowed = new LinkedHashSet<>(wrong.getHeaders().getAllow());
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
    }
    return allowed.isEmpty()
        ? problem
        : problem.with(HttpHeaders.ALLOW, StringUtils.collectionToDelimitedString(allowed, ", "));
  }

  private static ProblemException ofStatus(
      ErrorResponse response, HttpServletRequest request, Exception exception) {
    int status = response.getStatusCode().value();
    return status == 500 ? unexpected(request, exception) : Problems.ofStatus(status);
  }

  private static ProblemException unexpected(HttpServletRequest request, Exception exception) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
    return Problems.internal();
  }
}
