package dev.parterre.reservation.web;

import java.time.Instant;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says what is wrong with a body, and where, in the words of the contract instead of the parser's.
final class UnreadableBody {

  private static final int POINTER_MAX = 300;

  private UnreadableBody() {}

  static ProblemException problem(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return problem(json);
      }
    }
    return Problems.malformed(
        unreadable.getCause() == null
            ? "The body is missing."
            : "The body was cut off or is not well-formed HTTP.");
  }

  private static ProblemException problem(JacksonException exception) {
    String pointer = pointer(exception);
    return switch (exception) {
      case ValueInstantiationException refused
          when refused.getCause() instanceof IllegalArgumentException reason ->
          ProblemException.invalid(pointer, String.valueOf(reason.getMessage()));
      case UnrecognizedPropertyException unknown ->
          Problems.malformed("The member " + pointer + " is not known.");
      case InvalidFormatException time when time.getTargetType() == Instant.class ->
          Problems.malformed(named(pointer) + ": " + time.getOriginalMessage());
      case InvalidFormatException format ->
          Problems.malformed("The value of " + named(pointer) + " is malformed.");
      case InputCoercionException _ ->
          ProblemException.invalid(pointer, "This number is too large or too small.");
      case StreamConstraintsException _ ->
          Problems.malformed(
              "The body has a name, a text or a number that is too long, or is nested too deeply.");
      case DatabindException mismatch ->
          Problems.malformed("The value of " + named(pointer) + " has the wrong type.");
      case StreamReadException syntax -> Problems.malformed(syntax(syntax));
      default -> Problems.malformed("The body was cut off or is not well-formed JSON.");
    };
  }

  private static String syntax(StreamReadException syntax) {
    boolean twice = String.valueOf(syntax.getOriginalMessage()).startsWith("Duplicate");
    TokenStreamLocation at = syntax.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return (twice ? "The body has a member twice" : "The body is not well-formed JSON")
        + where
        + ".";
  }

  private static String named(String pointer) {
    return pointer.isEmpty() ? "the body" : pointer;
  }

  private static String pointer(JacksonException exception) {
    var pointer = new StringBuilder();
    for (JacksonException.Reference step : exception.getPath()) {
      String name = step.getPropertyName();
      pointer.append('/');
      pointer.append(name == null ? step.getIndex() : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.length() > POINTER_MAX
        ? pointer.substring(0, POINTER_MAX) + "…"
        : pointer.toString();
  }
}
