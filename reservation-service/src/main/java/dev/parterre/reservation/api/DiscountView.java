package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.Discount;
import dev.parterre.reservation.boxoffice.Discount.Reduction;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A discount as the organiser sees it.
///
/// @param used how many holds and reservations have it now; empty in the answer to its creation
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DiscountView(
    EventId eventId,
    String code,
    @Nullable Integer percent,
    @Nullable Money amount,
    Optional<Instant> from,
    Optional<Instant> until,
    OptionalInt uses,
    OptionalInt used) {

  static DiscountView of(CreateDiscount created) {
    return of(created.eventId(), created.code(), created.terms(), OptionalInt.empty());
  }

  static DiscountView of(Discount discount, int used) {
    return of(discount.eventId(), discount.code(), discount.terms(), OptionalInt.of(used));
  }

  private static DiscountView of(
      EventId event, String code, Discount.Terms terms, OptionalInt used) {
    return new DiscountView(
        event,
        code,
        terms.reduction() instanceof Reduction.Percent(var percent) ? (Integer) percent : null,
        terms.reduction() instanceof Reduction.Amount(var amount) ? amount : null,
        terms.from(),
        terms.until(),
        terms.uses(),
        used);
  }
}
