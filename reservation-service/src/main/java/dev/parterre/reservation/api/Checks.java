package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Wanted;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the faults that a request has whatever the state: a request with faults is not ordered.
final class Checks {

  /// More than any event allows at once, so that it is the event's own limit that a buyer meets.
  static final int SEATS_MAX = 1_000;

  /// In characters. No plan has a longer id, or name of a category.
  static final int NAME_MAX = 255;

  static final String REQUIRED = "This member is required.";

  private final List<Fault> faults = new ArrayList<>();

  void fault(String pointer, String detail) {
    faults.add(new Fault(pointer, detail));
  }

  void check(boolean good, String pointer, String detail) {
    if (!good) {
      fault(pointer, detail);
    }
  }

  /// Returns the text if some of it is visible, all of it can be stored, and it has at most `max`
  /// characters; otherwise notes a fault and returns the empty string.
  String text(@Nullable String value, int max, String pointer) {
    if (value == null) {
      fault(pointer, REQUIRED);
      return "";
    }
    var foreign = Text.firstForeign(value);
    if (value.length() > max) {
      fault(pointer, "This must have at most " + max + " characters.");
    } else if (foreign.isPresent()) {
      fault(pointer, "A text must not contain U+%04X.".formatted(foreign.getAsInt()));
    } else if (Text.isBlank(value)) {
      fault(pointer, "This must have at least one character that can be seen.");
    } else {
      return value;
    }
    return "";
  }

  List<SeatId> seats(@Nullable List<SeatId> seats) {
    if (seats == null) {
      fault("/seats", REQUIRED);
      return List.of();
    }
    if (seats.isEmpty() || seats.size() > SEATS_MAX) {
      fault("/seats", seats.isEmpty() ? "At least one seat." : "At most " + SEATS_MAX + " seats.");
    }
    return seats;
  }

  /// What a request wants. Seats may be missing if there are places.
  Wanted wanted(@Nullable List<SeatId> seats, @Nullable List<NewPlaces> places) {
    if (places == null || (places.isEmpty() && seats != null)) {
      return new Wanted(seats(seats), List.of());
    }
    if (places.isEmpty() || places.size() > SEATS_MAX) {
      fault(
          "/places", places.isEmpty() ? "At least one area." : "At most " + SEATS_MAX + " areas.");
    }
    var wanted = new ArrayList<Wanted.Places>();
    for (int i = 0; i < Math.min(places.size(), SEATS_MAX); i++) {
      wanted.add(places(places.get(i), "/places/" + i));
    }
    return new Wanted(seats == null || seats.isEmpty() ? List.of() : seats(seats), wanted);
  }

  private Wanted.Places places(NewPlaces some, String pointer) {
    var area = text(some.area(), NAME_MAX, pointer + "/area");
    return new Wanted.Places(area, quantity(some.quantity(), pointer + "/quantity"));
  }

  /// A number of seats or places; 0 if none was given.
  int quantity(@Nullable Integer quantity, String pointer) {
    if (quantity == null) {
      fault(pointer, REQUIRED);
      return 0;
    }
    check(
        quantity >= 1 && quantity <= SEATS_MAX,
        pointer,
        "This must be from 1 to " + SEATS_MAX + ".");
    return quantity;
  }

  void throwIfAny() {
    if (!faults.isEmpty()) {
      throw Refusals.invalid(faults);
    }
  }
}
