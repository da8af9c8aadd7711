package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A code that makes an event's tickets cheaper. Immutable; how often it is used follows from the
/// holds and reservations that have it.
///
/// @param number the discount's number, counted from 1 over all events
public record Discount(EventId eventId, String code, Terms terms, long number) {

  /// An event has at most one discount with a code.
  public record Id(EventId eventId, String code) {}

  /// @param reduction of the total of a hold or a reservation
  /// @param from from when on it can be used; empty if always
  /// @param until until when; empty if always
  /// @param uses how many holds and reservations may have it at a time; empty if any number
  public record Terms(
      Reduction reduction, Optional<Instant> from, Optional<Instant> until, OptionalInt uses) {

    /// When the code can be used.
    public Period validity() {
      return new Period(from, until);
    }
  }

  /// How much less the tickets cost.
  public sealed interface Reduction {

    /// @param percent from 1 to 100
    record Percent(int percent) implements Reduction {}

    record Amount(Money amount) implements Reduction {}
  }

  Id id() {
    return new Id(eventId, code);
  }

  /// What is taken off a sum: a percentage is rounded half up to the decimals of the currency, and
  /// nothing costs less than zero.
  Money off(Money sum) {
    return switch (terms.reduction()) {
      case Reduction.Percent(var percent) -> {
        var share = sum.amount().multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        int decimals = sum.currency().getDefaultFractionDigits();
        yield new Money(share.setScale(decimals, RoundingMode.HALF_UP), sum.currency());
      }
      case Reduction.Amount(var amount) ->
          amount.amount().compareTo(sum.amount()) > 0 ? sum : amount;
    };
  }
}
