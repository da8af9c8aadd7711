package dev.parterre.reservation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Checks the media types that the client sends and accepts before anything is done: a 415 or 406
/// that comes after a write would hide that the write took place.
final class MediaTypeCheck implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      if (takesBody(method) && hasBody(request)) {
        checkContentType(request);
      }
      if (request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) == null) {
        checkAccept(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
      }
    }
    return true;
  }

  private static boolean takesBody(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || request.getContentType() != null;
  }

  private static void checkContentType(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if ((encoding != null && !encoding.equalsIgnoreCase("identity"))
        || !isJson(request.getContentType())) {
      throw Problems.unsupportedMediaType().with(HttpHeaders.ACCEPT, "application/json");
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
      Charset charset = type.getCharset();
      return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
          && (charset == null || charset.equals(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private static void checkAccept(List<String> accept) {
    if (accept.stream().allMatch(String::isBlank) || accept.getFirst().equals("*/*")) {
      return;
    }
    try {
      if (MediaType.parseMediaTypes(accept).stream().anyMatch(MediaTypeCheck::admitsJson)) {
        return;
      }
    } catch (InvalidMediaTypeException malformed) {
      throw Problems.notAcceptable();
    }
    throw Problems.notAcceptable();
  }

  private static boolean admitsJson(MediaType type) {
    return type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON);
  }
}
