package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Wanted;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seats that the box office is to choose, as a request asks for them.
///
/// @param category without one, of any category
/// @param adjacent whether the seats must be side by side; without it, they must
record NewBest(@Nullable Integer quantity, @Nullable String category, @Nullable Boolean adjacent) {

  /// @param pointer where this is in the request
  Wanted.Best wanted(Checks checks, String pointer) {
    return new Wanted.Best(
        checks.quantity(quantity, pointer + "/quantity"),
        Optional.ofNullable(category).map(name -> name(name, checks, pointer + "/category")),
        Objects.requireNonNullElse(adjacent, true));
  }

  /// A plan may have a category whose name is empty.
  private static String name(String name, Checks checks, String pointer) {
    return name.isEmpty() ? name : checks.text(name, Checks.NAME_MAX, pointer);
  }
}
