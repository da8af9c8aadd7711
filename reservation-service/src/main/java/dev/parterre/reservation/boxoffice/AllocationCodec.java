package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.Allocation.Places;
import java.util.List;
import java.util.Objects;

/// Writes and reads what holds, reservations and their outcomes are for.
final class AllocationCodec {

  /// The format level that added places to seats.
  static final int LEVEL = FormatLevel.THIRD;

  private AllocationCodec() {}

  /// As part of an entry.
  static Fields write(Allocation allocation, Fields out) {
    out.numbers(allocation.seats());
    return out.level() < LEVEL ? out : writePlaces(allocation.places(), out);
  }

  /// Reads what [#write] wrote to a [FieldWriter].
  ///
  /// @throws RuntimeException if the plan of this event does not have all of it
  static Allocation read(FieldReader in, Offer offer) {
    int[] seats = in.numbers();
    for (int seat : seats) {
      Objects.checkIndex(seat, offer.plan().seatCount());
    }
    var places = in.level() < LEVEL ? List.<Places>of() : readPlaces(in);
    for (var some : places) {
      Objects.checkIndex(some.area(), offer.plan().areas().size());
    }
    return new Allocation(seats, places);
  }

  static <F extends Fields> F writePlaces(List<Places> places, F out) {
    out.number(places.size());
    for (var some : places) {
      out.number(some.area()).number(some.quantity());
    }
    return out;
  }

  static List<Places> readPlaces(FieldReader in) {
    return in.list(() -> new Places(in.smallNumber(), in.smallNumber()));
  }
}
