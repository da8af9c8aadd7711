package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.SeatId;
import java.util.List;
import java.util.Optional;

/// Writes and reads what requests want.
final class WantedCodec {

  /// Flags of [Wanted.Best].
  private static final int ADJACENT = 1;

  private static final int OF_CATEGORY = 2;

  private WantedCodec() {}

  static FieldWriter write(List<SeatId> seats, FieldWriter out) {
    out.number(seats.size());
    for (var seat : seats) {
      out.text(seat.guid());
    }
    return out;
  }

  static List<SeatId> readSeats(FieldReader in) {
    return in.list(() -> new SeatId(in.text()));
  }

  /// Writes no places if there are none: then the format says so.
  static FieldWriter write(Wanted wanted, FieldWriter out) {
    write(wanted.seats(), out);
    if (wanted.hasPlaces()) {
      out.number(wanted.places().size());
      wanted.places().forEach(some -> out.text(some.area()).number(some.quantity()));
    }
    return out;
  }

  static Wanted read(FieldReader in, boolean hasPlaces) {
    var seats = readSeats(in);
    var places =
        hasPlaces
            ? in.list(() -> new Wanted.Places(in.text(), in.smallNumber()))
            : List.<Wanted.Places>of();
    return new Wanted(seats, places);
  }

  /// Writes all of it.
  static FieldWriter writeWithTerms(Wanted wanted, FieldWriter out) {
    write(wanted.seats(), out).number(wanted.places().size());
    wanted
        .places()
        .forEach(some -> out.text(some.area()).number(some.quantity()).text(some.type()));
    out.number(wanted.types().size());
    wanted.types().forEach(out::text);
    return out.text(wanted.discountCode());
  }

  static Wanted readWithTerms(FieldReader in) {
    var seats = readSeats(in);
    var places = in.list(() -> new Wanted.Places(in.text(), in.smallNumber(), in.text()));
    var types = in.list(in::text);
    if (!types.isEmpty() && types.size() != seats.size()) {
      throw new IllegalArgumentException("each seat has a ticket type, or none has");
    }
    return new Wanted(seats, places, types, in.text());
  }

  /// Without the ticket type.
  static FieldWriter write(Wanted.Best wanted, FieldWriter out) {
    return out.number(wanted.quantity())
        .number(wanted.accessible())
        .raw((wanted.adjacent() ? ADJACENT : 0) | (wanted.category().isPresent() ? OF_CATEGORY : 0))
        .text(wanted.category().orElse(""));
  }

  /// @param hasType whether the ticket type follows
  static Wanted.Best readBest(FieldReader in, boolean hasType) {
    int quantity = in.smallNumber();
    int accessible = in.smallNumber();
    int flags = in.raw();
    var category = Optional.of(in.text()).filter(_ -> (flags & OF_CATEGORY) != 0);
    boolean adjacent = (flags & ADJACENT) != 0;
    return hasType
        ? new Wanted.Best(quantity, category, adjacent, accessible, in.text())
        : new Wanted.Best(quantity, category, adjacent, accessible);
  }
}
