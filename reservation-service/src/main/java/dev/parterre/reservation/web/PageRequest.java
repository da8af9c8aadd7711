package dev.parterre.reservation.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The part of a list that a client asks for: the query parameters `limit` and `cursor`. A
/// controller method that has a parameter of this type gets the request's.
///
/// @param list the path of the list: a cursor of another list is refused
/// @param limit 1 to 200
/// @param after the key of the last item of the previous page; null for the first page
public record PageRequest(String list, int limit, @Nullable String after) {

  static final int LIMIT_MAX = 200;
  static final int LIMIT_DEFAULT = 50;

  private static final int CURSOR_MAX = 1024;
  private static final String NO_CURSOR = "The parameter cursor must be the \"next\" of a page.";

  /// @param found the items after [#after] in order, one more than [#limit] if there are as many
  /// @param key the key of an item, after which the next page starts; unique, and ordered like the
  ///   items
  public <T> Page<T> page(List<T> found, Function<? super T, String> key) {
    if (found.size() <= limit) {
      return new Page<>(List.copyOf(found), null);
    }
    var items = List.copyOf(found.subList(0, limit));
    return new Page<>(items, cursor(prefix(list) + key.apply(items.getLast())));
  }

  static PageRequest of(String list, @Nullable String limit, @Nullable String cursor) {
    return new PageRequest(
        list,
        limit == null ? LIMIT_DEFAULT : limit(limit),
        cursor == null ? null : key(list, cursor));
  }

  /// Ends with a space, which no path contains.
  private static String prefix(String list) {
    return list + " ";
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    }
    throw malformed("The parameter limit must be a whole number from 1 to " + LIMIT_MAX + ".");
  }

  private static String cursor(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String key(String list, String cursor) {
    String text = text(cursor);
    if (!text.startsWith(prefix(list))) {
      throw malformed("The parameter cursor is the \"next\" of a page of another list.");
    }
    return text.substring(prefix(list).length());
  }

  private static String text(String cursor) {
    if (cursor.isEmpty() || cursor.length() > CURSOR_MAX) {
      throw malformed(NO_CURSOR);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException forged) {
      throw malformed(NO_CURSOR);
    }
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(Problem.MALFORMED_REQUEST, detail);
  }
}
