package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Wanted;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.Text;
import dev.parterre.reservation.web.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /// Returns the time; notes a fault if the text is none.
  Instant time(String text, String pointer) {
    try {
      return Rfc3339.read(text);
    } catch (IllegalArgumentException none) {
      fault(pointer, String.valueOf(none.getMessage()));
      return Instant.MAX;
    }
  }

  /// Notes a fault unless there are some, and not too many.
  List<SeatId> seats(@Nullable List<SeatId> seats) {
    checkCount(seats);
    return seats == null ? List.of() : seats;
  }

  private void checkCount(@Nullable List<?> seats) {
    if (seats == null) {
      fault("/seats", REQUIRED);
    } else if (seats.isEmpty() || seats.size() > SEATS_MAX) {
      fault("/seats", seats.isEmpty() ? "At least one seat." : "At most " + SEATS_MAX + " seats.");
    }
  }

  /// What a request wants. Seats may be missing if there are places.
  ///
  /// @param discountCode null if it names none
  Wanted wanted(
      @Nullable List<NewSeat> seats,
      @Nullable List<NewPlaces> places,
      @Nullable String discountCode) {
    boolean needsSeats = places == null || (places.isEmpty() && seats != null);
    if (needsSeats || (seats != null && !seats.isEmpty())) {
      checkCount(seats);
    }
    var named = Objects.requireNonNullElse(seats, List.<NewSeat>of());
    var guids = new ArrayList<SeatId>();
    var types = new ArrayList<String>();
    for (int i = 0; i < Math.min(named.size(), SEATS_MAX); i++) {
      guids.add(seat(named.get(i), "/seats/" + i + "/seat"));
      types.add(type(named.get(i).type(), "/seats/" + i + "/type"));
    }
    var areas = needsSeats ? List.<Wanted.Places>of() : places(Objects.requireNonNull(places));
    return new Wanted(guids, areas, types, discountCode(discountCode));
  }

  private SeatId seat(NewSeat named, String pointer) {
    if (named.seat() == null) {
      fault(pointer, REQUIRED);
      return new SeatId("");
    }
    return named.seat();
  }

  /// A ticket type that a request names, [Tariff#NO_TYPE] if it names none.
  String type(@Nullable String type, String pointer) {
    return type == null ? Tariff.NO_TYPE : text(type, NAME_MAX, pointer);
  }

  /// The discount code of a request, [Wanted#NO_CODE] if it names none.
  String discountCode(@Nullable String code) {
    return code == null ? Wanted.NO_CODE : DiscountCode.read(code, this, "/discountCode");
  }

  private List<Wanted.Places> places(List<NewPlaces> places) {
    if (places.isEmpty() || places.size() > SEATS_MAX) {
      fault(
          "/places", places.isEmpty() ? "At least one area." : "At most " + SEATS_MAX + " areas.");
    }
    var wanted = new ArrayList<Wanted.Places>();
    for (int i = 0; i < Math.min(places.size(), SEATS_MAX); i++) {
      wanted.add(places(places.get(i), "/places/" + i));
    }
    return wanted;
  }

  private Wanted.Places places(NewPlaces some, String pointer) {
    var area = text(some.area(), NAME_MAX, pointer + "/area");
    return new Wanted.Places(
        area,
        quantity(some.quantity(), pointer + "/quantity"),
        type(some.type(), pointer + "/type"));
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
