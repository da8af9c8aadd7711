package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/// Reads strings, but none with half a surrogate pair: JSON can escape such a thing and UTF-8
/// cannot write it, so it could be neither stored nor given back.
final class UnicodeReader extends StringDeserializer {

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    String text = super.deserialize(parser, context);
    if (text != null && text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
      return (String)
          context.handleWeirdStringValue(String.class, "", "is not well-formed Unicode");
    }
    return text;
  }
}
