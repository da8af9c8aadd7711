package dev.parterre.reservation.catalog;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a document of an expected shape in one pass, without building it in memory, and notes each
/// deviation: as a fault, or as a warning where it does not matter. Each method reads the whole
/// value that the parser is at.
final class JsonWalk {

  private final JsonParser parser;
  private final Faults faults;
  private final Faults warnings;

  JsonWalk(JsonParser parser, Faults faults, Faults warnings) {
    this.parser = parser;
    this.faults = faults;
    this.warnings = warnings;
  }

  /// @param required at most 32 names
  /// @param member reads the value of the named member and returns true; returns false if it does
  ///   not know the name
  boolean object(List<String> required, Predicate<String> member) {
    if (!at(JsonToken.START_OBJECT)) {
      refuse("must be an object");
      return false;
    }
    int missing = (1 << required.size()) - 1;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!member.test(name)) {
        refuse("is not a member of this object");
      }
      int index = required.indexOf(name);
      missing &= index < 0 ? -1 : ~(1 << index);
    }
    for (int i = 0; missing != 0 && i < required.size(); i++) {
      if ((missing & 1 << i) != 0) {
        missing(required.get(i));
      }
    }
    return true;
  }

  /// Elements beyond `max` are skipped, and are one fault together.
  void array(int max, Runnable element) {
    if (!at(JsonToken.START_ARRAY)) {
      refuse("must be an array");
      return;
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count++ < max) {
        element.run();
      } else {
        parser.skipChildren();
      }
    }
    if (count > max) {
      faults.add(pointer(), "has more than " + max + " elements");
    }
  }

  @Nullable String text(int lengthMax) {
    if (!at(JsonToken.VALUE_STRING)) {
      refuse("must be a string");
      return null;
    }
    return checked(parser.getString(), lengthMax);
  }

  @Nullable String textOrNull(int lengthMax) {
    if (at(JsonToken.VALUE_NULL)) {
      return null;
    }
    if (!at(JsonToken.VALUE_STRING)) {
      refuse("must be a string or null");
      return null;
    }
    return checked(parser.getString(), lengthMax);
  }

  @Nullable Double number(double min, double max) {
    if (!at(JsonToken.VALUE_NUMBER_INT) && !at(JsonToken.VALUE_NUMBER_FLOAT)) {
      refuse("must be a number");
      return null;
    }
    double value = parser.getDoubleValue();
    if (!(value >= min && value <= max)) {
      fault("must be a number from " + (long) min + " to " + (long) max);
      return null;
    }
    return value;
  }

  /// As in JSON Schema, 10.0 is a whole number.
  @Nullable Integer whole(int min, int max) {
    if (!at(JsonToken.VALUE_NUMBER_INT) && !at(JsonToken.VALUE_NUMBER_FLOAT)) {
      refuse("must be a whole number");
      return null;
    }
    double value = parser.getDoubleValue();
    if (!(value >= min && value <= max) || value != Math.rint(value)) {
      fault("must be a whole number from " + min + " to " + max);
      return null;
    }
    return (int) value;
  }

  /// The size of something that is only drawn. The format requires a whole number, but any number
  /// can be drawn, so a fraction is only a warning.
  @Nullable Double size(int min, int max) {
    Double size = number(min, max);
    if (size != null && size != Math.rint(size)) {
      warnings.add(pointer(), "is not a whole number");
    }
    return size;
  }

  /// Skips the value of a member that the format does not have, with a warning. An object or an
  /// array is not skipped, since it might say something about a seat.
  ///
  /// @return whether the value was skipped
  boolean passOver() {
    if (at(JsonToken.START_OBJECT) || at(JsonToken.START_ARRAY)) {
      return false;
    }
    warnings.add(pointer(), "is not a member of this object and is ignored");
    return true;
  }

  /// Notes that the object that the parser is at the end of does not have this member.
  void missing(String member) {
    faults.add(pointer() + "/" + member, "is required");
  }

  /// Notes a fault of the value that the parser is at.
  void fault(String detail) {
    faults.add(pointer(), detail);
  }

  private void refuse(String detail) {
    fault(detail);
    parser.skipChildren();
  }

  private boolean at(JsonToken token) {
    return parser.currentToken() == token;
  }

  private String pointer() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  private @Nullable String checked(String text, int lengthMax) {
    if (text.length() > lengthMax) {
      fault("must not be longer than " + lengthMax + " characters");
      return null;
    }
    if (isOrdinary(text)) {
      return text;
    }
    if (text.codePoints().anyMatch(JsonWalk::isLoneSurrogate)) {
      fault("must be well-formed Unicode");
      return null;
    }
    if (text.codePoints().anyMatch(Text::isNoncharacter)) {
      fault("must not have noncharacters such as U+FFFF");
      return null;
    }
    return text;
  }

  /// Whether no further check is needed: most texts need none, and a large plan has half a million.
  private static boolean isOrdinary(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= Character.MIN_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  /// A text with a lone surrogate has no UTF-8 form: it could be neither stored nor sent.
  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
