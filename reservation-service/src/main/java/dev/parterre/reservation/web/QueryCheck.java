package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses parameters that the called method does not take, in the query or in the path: a client
/// that misspells one does not want the request to be carried out without it.
final class QueryCheck implements HandlerInterceptor {

  private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      if (request.getRequestURI().indexOf(';') >= 0) {
        throw Problems.malformed("A path takes no parameters: write a semicolon in it as %3B.");
      }
      // Most requests have no query, so for them this costs nothing.
      if (request.getQueryString() != null) {
        checkKnown(Collections.list(request.getParameterNames()), method);
      }
    }
    return true;
  }

  private static void checkKnown(List<String> names, HandlerMethod method) {
    var unknown = new TreeSet<>(names);
    unknown.removeAll(known(method));
    if (!unknown.isEmpty()) {
      throw Problems.malformed("This address takes no parameter " + unknown.first() + ".");
    }
  }

  private static Set<String> known(HandlerMethod method) {
    var known = new HashSet<String>();
    for (var parameter : method.getMethodParameters()) {
      known.addAll(RequestParts.queryParameters(parameter.getParameterType()));
      var named = parameter.getParameterAnnotation(RequestParam.class);
      if (named != null) {
        parameter.initParameterNameDiscovery(NAMES);
        known.add(String.valueOf(parameter.getParameterName()));
      }
    }
    return known;
  }
}
