package dev.parterre.reservation.catalog.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Finds the places of values in a JSON document by their pointers (RFC 6901).
final class JsonPlaces {

  private static final Pattern LINE_AND_COLUMN =
      Pattern.compile("\\(line ([0-9]+), column ([0-9]+)\\)");

  private JsonPlaces() {}

  /// @param pointers also of members that are missing: then the place of what should have them
  static Map<String, Place> find(Set<String> pointers, byte[] json) {
    var wanted = new HashSet<String>();
    pointers.forEach(pointer -> pathTo(pointer).forEach(wanted::add));
    var found = new HashMap<String, Place>();
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        var pointer = pointer(parser);
        if (wanted.contains(pointer)) {
          found.putIfAbsent(pointer, place(parser.currentTokenLocation()));
        }
      }
    } catch (JacksonException malformed) {
      // What was found before it counts: the reader of the plan says what is wrong here.
    }
    var places = new HashMap<String, Place>();
    for (var pointer : pointers) {
      pathTo(pointer)
          .filter(found::containsKey)
          .findFirst()
          .ifPresent(at -> places.put(pointer, Objects.requireNonNull(found.get(at))));
    }
    return places;
  }

  /// A pointer, and those to all that contains it, from the inside out.
  private static Stream<String> pathTo(String pointer) {
    return Stream.iterate(
        pointer, at -> !at.isEmpty(), at -> at.substring(0, Math.max(at.lastIndexOf('/'), 0)));
  }

  /// Of the current token; of a struct's start, the struct's.
  private static String pointer(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  private static Place place(TokenStreamLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr());
  }

  /// The place that the sentence about a document that is not JSON ends with.
  static Place of(String detail) {
    var named = LINE_AND_COLUMN.matcher(detail);
    return named.find()
        ? new Place(Long.parseLong(named.group(1)), Long.parseLong(named.group(2)))
        : Place.START;
  }
}
