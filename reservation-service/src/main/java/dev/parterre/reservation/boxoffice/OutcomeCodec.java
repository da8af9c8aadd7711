package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.Cancelled;
import dev.parterre.reservation.boxoffice.Outcome.Conflict;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.HoldExpired;
import dev.parterre.reservation.boxoffice.Outcome.HoldUsed;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidSeats;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.Released;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.List;

/// Encodes outcomes. As with [CommandCodec], the first byte is the format.
public final class OutcomeCodec {

  private static final int VENUE_CREATED = 1;
  private static final int EVENT_CREATED = 2;
  private static final int HELD = 3;
  private static final int RELEASED = 4;
  private static final int RESERVED = 5;
  private static final int CANCELLED = 6;
  private static final int NOT_FOUND = 7;
  private static final int SEATS_TAKEN = 8;
  private static final int HOLD_EXPIRED = 9;
  private static final int LIMIT_EXCEEDED = 10;
  private static final int ORPHAN_SEATS = 11;
  private static final int INVALID_SEATS = 12;
  private static final int INVALID = 13;
  private static final int HOLD_USED = 14;
  private static final int BLOCKED = 15;
  private static final int UNBLOCKED = 16;

  private OutcomeCodec() {}

  public static byte[] encode(Outcome outcome) {
    var out = new FieldWriter();
    switch (outcome) {
      case VenueCreated(var venue) -> out.raw(VENUE_CREATED).text(venue.value());
      case EventCreated(var event) -> out.raw(EVENT_CREATED).text(event.value());
      case Held(var hold, var event, var seats, var expiresAt) ->
          out.raw(HELD).secret(hold.secret()).text(event.value()).numbers(seats).number(expiresAt);
      case Released() -> out.raw(RELEASED);
      case Reserved(var reservation, var number, var event, var seats, var createdAt) ->
          out.raw(RESERVED)
              .secret(reservation.secret())
              .number(number)
              .text(event.value())
              .numbers(seats)
              .number(createdAt);
      case Cancelled() -> out.raw(CANCELLED);
      case NotFound(var what) -> out.raw(NOT_FOUND).raw(what.ordinal());
      case SeatsTaken(var event, var conflicts) -> {
        out.raw(SEATS_TAKEN).text(event.value()).number(conflicts.size());
        conflicts.forEach(taken -> out.number(taken.seat()).raw(taken.status().code()));
      }
      case HoldExpired() -> out.raw(HOLD_EXPIRED);
      case HoldUsed() -> out.raw(HOLD_USED);
      case Blocked(var event, var seats) -> out.raw(BLOCKED).text(event.value()).numbers(seats);
      case Unblocked() -> out.raw(UNBLOCKED);
      case LimitExceeded(var what, var max) ->
          out.raw(LIMIT_EXCEEDED).raw(what.ordinal()).number(max);
      case OrphanSeats(var event, var seats) ->
          out.raw(ORPHAN_SEATS).text(event.value()).numbers(seats);
      case InvalidSeats(var unknown, var repeated) ->
          out.raw(INVALID_SEATS).numbers(unknown).numbers(repeated);
      case Invalid(var faults) -> {
        out.raw(INVALID).number(faults.size());
        faults.forEach(fault -> out.text(fault.pointer()).text(fault.detail()));
      }
    }
    return out.toBytes();
  }

  public static Outcome decode(byte[] encoded) {
    var in = new FieldReader(encoded);
    int format = in.raw();
    Outcome outcome =
        switch (format) {
          case VENUE_CREATED -> new VenueCreated(new VenueId(in.text()));
          case EVENT_CREATED -> new EventCreated(event(in));
          case HELD -> new Held(new HoldId(in.secret()), event(in), in.numbers(), in.number());
          case RELEASED -> new Released();
          case RESERVED ->
              new Reserved(
                  new ReservationId(in.secret()),
                  in.number(),
                  event(in),
                  in.numbers(),
                  in.number());
          case CANCELLED -> new Cancelled();
          case NOT_FOUND -> new NotFound(Missing.values()[in.raw()]);
          case SEATS_TAKEN -> new SeatsTaken(event(in), conflicts(in));
          case HOLD_EXPIRED -> new HoldExpired();
          case HOLD_USED -> new HoldUsed();
          case BLOCKED -> new Blocked(new EventId(in.text()), in.numbers());
          case UNBLOCKED -> new Unblocked();
          case LIMIT_EXCEEDED -> new LimitExceeded(Limited.values()[in.raw()], in.smallNumber());
          case ORPHAN_SEATS -> new OrphanSeats(event(in), in.numbers());
          case INVALID_SEATS -> new InvalidSeats(in.numbers(), in.numbers());
          case INVALID -> new Invalid(faults(in));
          default ->
              throw new IllegalArgumentException(
                  "an outcome of format " + format + ": written by a newer version than this one");
        };
    in.end();
    return outcome;
  }

  private static EventId event(FieldReader in) {
    return new EventId(in.text());
  }

  private static List<Conflict> conflicts(FieldReader in) {
    int count = in.count();
    var conflicts = new ArrayList<Conflict>(count);
    for (int i = 0; i < count; i++) {
      conflicts.add(new Conflict(in.smallNumber(), SeatStatus.of(in.raw())));
    }
    return conflicts;
  }

  private static List<Fault> faults(FieldReader in) {
    int count = in.count();
    var faults = new ArrayList<Fault>(count);
    for (int i = 0; i < count; i++) {
      faults.add(new Fault(in.text(), in.text()));
    }
    return faults;
  }
}
