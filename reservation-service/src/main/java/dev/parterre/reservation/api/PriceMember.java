package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.catalog.Currencies;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads what tickets of one category cost: money, or an object with money for each ticket type.
final class PriceMember {

  private static final Set<String> MONEY = Set.of("amount", "currency");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int TYPE_LENGTH_MAX = 100;

  /// Low enough that the total of [EventMembers#SEATS_MAX] seats is still a valid amount.
  private static final BigDecimal PRICE_MAX = new BigDecimal("9999999999");

  private final Checks checks;
  private final boolean isPatch;

  /// @param isPatch whether null removes a ticket type; otherwise it is refused
  PriceMember(Checks checks, boolean isPatch) {
    this.checks = checks;
    this.isPatch = isPatch;
  }

  /// @throws ProblemException 400 for a value of another type
  List<TypeChange> read(JsonNode price, String pointer) {
    if (!price.isObject()) {
      throw wrongType(pointer);
    }
    return isMoney(price) ? single(price, pointer) : types(price, pointer);
  }

  private static boolean isMoney(JsonNode price) {
    return MONEY.stream().anyMatch(member -> price.has(member) && !isTicketType(price, member));
  }

  /// Whether a member with the name of one of money's is none: a type that happens to be called so,
  /// or a patch that removes the price that the category had.
  private static boolean isTicketType(JsonNode price, String member) {
    return price.get(member).isObject() || price.get(member).isNull();
  }

  private List<TypeChange> single(JsonNode price, String pointer) {
    for (var name : price.propertyNames()) {
      if (!MONEY.contains(name) && !(isPatch && price.get(name).isNull())) {
        throw new ProblemException(
            Problem.MALFORMED_REQUEST,
            "The member " + pointer + "/" + Fault.escaped(name) + " is not known.");
      }
    }
    return money(price, pointer)
        .map(money -> List.of(new TypeChange(Tariff.NO_TYPE, Optional.of(money))))
        .orElse(List.of());
  }

  private List<TypeChange> types(JsonNode price, String pointer) {
    var changes = new ArrayList<TypeChange>();
    for (var name : price.propertyNames()) {
      var at = pointer + "/" + Fault.escaped(name);
      var type = checks.text(name, TYPE_LENGTH_MAX, at);
      // JavaScript reads members of such names in another order, and the order says the default.
      checks.check(!DIGITS.matcher(type).matches(), at, "A ticket type is no number.");
      var value = price.get(name);
      if (!value.isObject() && !(value.isNull() && isPatch)) {
        throw wrongType(at);
      }
      var money = value.isObject() ? money(value, at) : Optional.<Money>empty();
      if (!type.isEmpty() && (money.isPresent() || value.isNull())) {
        changes.add(new TypeChange(type, money));
      }
    }
    checks.check(
        !price.isEmpty() && !isRemoved(price), pointer, "A price, or one for each ticket type.");
    return changes;
  }

  /// Whether a patch removes the members of a price and puts nothing into their place: a category
  /// is taken off sale by null in its own place.
  private static boolean isRemoved(JsonNode price) {
    return MONEY.stream().allMatch(member -> price.has(member) && price.get(member).isNull())
        && price.size() == MONEY.size();
  }

  private Optional<Money> money(JsonNode price, String pointer) {
    var amount = text(price, "amount", pointer);
    var currency = text(price, "currency", pointer);
    try {
      return Optional.of(priced(Money.of(amount, currency)));
    } catch (IllegalArgumentException notMoney) {
      checks.fault(pointer, "Not a price: " + notMoney.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static String text(JsonNode price, String member, String pointer) {
    var value = price.get(member);
    if (value != null && !value.isString()) {
      throw wrongType(pointer + "/" + member);
    }
    return value == null ? "" : value.stringValue();
  }

  private static Money priced(Money money) {
    if (money.amount().compareTo(PRICE_MAX) > 0) {
      throw new IllegalArgumentException("a price is at most " + PRICE_MAX);
    }
    if (!Currencies.isInUse(money.currency())) {
      throw new IllegalArgumentException(money.currency() + " is the currency of no country today");
    }
    return money;
  }

  private static ProblemException wrongType(String pointer) {
    return new ProblemException(
        Problem.MALFORMED_REQUEST, "The value of " + pointer + " has the wrong type.");
  }
}
