package dev.parterre.reservation.web;

import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;

/// Reads a time as [Rfc3339] does, and nothing else: no numbers, no dates without a time.
final class InstantReader extends StdDeserializer<Instant> {

  InstantReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    try {
      return Rfc3339.read(parser.getString());
    } catch (IllegalArgumentException none) {
      throw InvalidFormatException.from(parser, none.getMessage(), "", Instant.class);
    }
  }
}
