package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
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
    if (out.level() >= LEVEL) {
      writePlaces(allocation.places(), out);
    }
    if (out.level() >= ChangeEvent.LEVEL) {
      out.numbers(allocation.fares()).text(allocation.discountCode());
    }
    return out;
  }

  /// All of it, whatever the format level.
  static FieldWriter writeWithTerms(Allocation allocation, FieldWriter out) {
    writePlaces(allocation.places(), out.numbers(allocation.seats()));
    return out.numbers(allocation.fares()).text(allocation.discountCode());
  }

  /// Reads what [#writeWithTerms] wrote.
  static Allocation readWithTerms(FieldReader in) {
    return new Allocation(in.numbers(), readPlaces(in), in.numbers(), in.text());
  }

  /// Reads what [#write] wrote to a [FieldWriter].
  ///
  /// @throws RuntimeException if the plan of this event does not have all of it
  static Allocation read(FieldReader in, Offer offer) {
    int[] seats = in.numbers();
    var places = in.level() < LEVEL ? List.<Places>of() : readPlaces(in);
    var allocation =
        in.level() < ChangeEvent.LEVEL
            ? new Allocation(seats, places)
            : new Allocation(seats, places, in.numbers(), in.text());
    check(allocation, offer);
    return allocation;
  }

  private static void check(Allocation allocation, Offer offer) {
    for (int seat : allocation.seats()) {
      Objects.checkIndex(seat, offer.plan().seatCount());
    }
    for (var some : allocation.places()) {
      Objects.checkIndex(some.area(), offer.plan().areas().size());
    }
    int[] fares = allocation.fares();
    int tickets = allocation.seats().length + allocation.places().size();
    if (fares.length != 0 && fares.length != tickets) {
      throw new IllegalArgumentException(fares.length + " fares for " + tickets + " tickets");
    }
    for (int fare : fares) {
      Objects.checkIndex(fare, offer.fares().all().size());
    }
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
