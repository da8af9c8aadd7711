package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Fills in the parameters of controller methods that are of these types: [IdempotencyKey],
/// [ReadMode], [PageRequest], [DryRun].
final class RequestParts implements HandlerMethodArgumentResolver {

  /// Each type, with the query parameters that it is read from.
  private static final Map<Class<?>, Set<String>> TYPES =
      Map.of(
          IdempotencyKey.class, Set.of(),
          ReadMode.class, Set.of("consistency", "minIndex"),
          PageRequest.class, Set.of("limit", "cursor"),
          DryRun.class, Set.of("dryRun"));

  static Set<String> queryParameters(Class<?> type) {
    return TYPES.getOrDefault(type, Set.of());
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return TYPES.containsKey(parameter.getParameterType());
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Class<?> type = parameter.getParameterType();
    if (type == IdempotencyKey.class) {
      return IdempotencyKey.of(request);
    }
    if (type == DryRun.class) {
      return DryRun.of(single(request, "dryRun"));
    }
    return type == ReadMode.class
        ? ReadMode.of(single(request, "consistency"), single(request, "minIndex"))
        : PageRequest.of(path(request), single(request, "limit"), single(request, "cursor"));
  }

  private static String path(NativeWebRequest request) {
    var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    return http.getRequestURI();
  }

  private static @Nullable String single(NativeWebRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      return null;
    }
    if (values.length > 1) {
      throw Problems.malformed("The parameter " + name + " is given more than once.");
    }
    return values[0];
  }
}
