package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.Discount;
import dev.parterre.reservation.boxoffice.Discount.Reduction;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events/{eventId}/discounts`.
///
/// @param percent off the total; not with `amount`
/// @param amount off the total; not with `percent`
/// @param from without it, valid from now on
/// @param until without it, valid for good
/// @param uses without it, any number of times
record NewDiscount(
    @Nullable String code,
    @Nullable Integer percent,
    NewDiscount.@Nullable Sum amount,
    @Nullable String from,
    @Nullable String until,
    @Nullable Integer uses) {

  private static final int PERCENT_MAX = 100;
  private static final int USES_MAX = 1_000_000;

  record Sum(@Nullable String amount, @Nullable String currency) {}

  CreateDiscount command(EventId event) {
    var checks = new Checks();
    var valid = DiscountCode.read(code, checks, "/code");
    var reduction = reduction(checks);
    var terms =
        new Discount.Terms(
            reduction,
            Optional.ofNullable(from).map(time -> checks.time(time, "/from")),
            Optional.ofNullable(until).map(time -> checks.time(time, "/until")),
            uses == null ? OptionalInt.empty() : OptionalInt.of(uses));
    checks.check(
        uses == null || (uses >= 1 && uses <= USES_MAX),
        "/uses",
        "This must be from 1 to " + USES_MAX + ".");
    checks.throwIfAny();
    checks.check(
        terms.validity().isInOrder(), "/until", "A code is valid until a time after from.");
    checks.throwIfAny();
    return new CreateDiscount(event, valid, terms);
  }

  private Reduction reduction(Checks checks) {
    if ((percent == null) == (amount == null)) {
      checks.fault("/percent", "Either percent or amount is required, and not both.");
    } else if (percent != null) {
      checks.check(
          percent >= 1 && percent <= PERCENT_MAX,
          "/percent",
          "This must be from 1 to " + PERCENT_MAX + ".");
      return new Reduction.Percent(percent);
    } else if (amount != null) {
      try {
        return new Reduction.Amount(Money.of(amount.amount(), amount.currency()));
      } catch (IllegalArgumentException notMoney) {
        checks.fault("/amount", "Not an amount: " + notMoney.getMessage() + ".");
      }
    }
    return new Reduction.Percent(1);
  }
}
