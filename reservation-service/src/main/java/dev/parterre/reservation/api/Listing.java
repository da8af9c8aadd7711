package dev.parterre.reservation.api;

import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.Optional;

/// Finds the start of a page in a list whose items are named by numbers: "1", "2", …
final class Listing {

  private Listing() {}

  /// How many items come before the page.
  static long before(PageRequest page) {
    return Optional.ofNullable(page.after()).map(Listing::number).orElse(0L);
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new ProblemException(
          Problem.MALFORMED_REQUEST, "The parameter cursor must be the \"next\" of a page.");
    }
    return Long.parseLong(text);
  }
}
