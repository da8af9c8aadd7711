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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Checks the media types that the client sends and accepts before anything is done: a 415 or 406
/// that comes after a write would hide that the write took place.
final class MediaTypeCheck implements HandlerInterceptor {

  private static final String ACCEPT_PATCH = "Accept-Patch";
  private static final MediaType MERGE_PATCH =
      MediaType.parseMediaType("application/merge-patch+json");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      if (takesBody(method) && hasBody(request)) {
        checkContentType(request, isPatch(method) ? MERGE_PATCH : MediaType.APPLICATION_JSON);
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

  private static boolean isPatch(HandlerMethod method) {
    return method.hasMethodAnnotation(PatchMapping.class);
  }

  private static void checkContentType(HttpServletRequest request, MediaType expected) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if ((encoding != null && !encoding.equalsIgnoreCase("identity"))
        || !isUtf8Of(expected, request.getContentType())) {
      var accepted = expected.equals(MERGE_PATCH) ? ACCEPT_PATCH : HttpHeaders.ACCEPT;
      throw Problems.unsupportedMediaType(expected).with(accepted, expected);
    }
  }

  private static boolean isUtf8Of(MediaType expected, @Nullable String contentType) {
    try {
      MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
      Charset charset = type.getCharset();
      return type.equalsTypeAndSubtype(expected)
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
