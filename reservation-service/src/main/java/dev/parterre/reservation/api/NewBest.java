package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Wanted;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seats that the box office is to choose, as a request asks for them.
///
/// @param category without one, of any category
/// @param adjacent whether the seats must be side by side; without it, they are if that is possible
/// @param accessible how many of them must be accessible; without it, none
/// @param type the ticket type of all of them; without it, the default of each seat's category
record NewBest(
    @Nullable Integer quantity,
    @Nullable String category,
    @Nullable Boolean adjacent,
    @Nullable Integer accessible,
    @Nullable String type) {

  /// @param pointer where this is in the request
  Wanted.Best wanted(Checks checks, String pointer) {
    int seats = checks.quantity(quantity, pointer + "/quantity");
    int ofThem = Objects.requireNonNullElse(accessible, 0);
    checks.check(
        ofThem >= 0 && ofThem <= seats,
        pointer + "/accessible",
        "This must be from 0 to the quantity.");
    return new Wanted.Best(
        seats,
        Optional.ofNullable(category).map(name -> name(name, checks, pointer + "/category")),
        Objects.requireNonNullElse(adjacent, false),
        ofThem,
        checks.type(type, pointer + "/type"));
  }

  /// A plan may have a category whose name is empty.
  static String name(String name, Checks checks, String pointer) {
    return name.isEmpty() ? name : checks.text(name, Checks.NAME_MAX, pointer);
  }
}
