package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Payment;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an event has sold, as the organiser sees it. Only reservations count that are not
/// cancelled.
///
/// @param cancelled how many reservations were cancelled, as far as they are remembered
/// @param tickets seats and places
/// @param discounts what discounts took off
/// @param total what all of it costs, less the discounts
/// @param byType by category and ticket type, before discounts
/// @param byHour by the hour in which they were reserved, in UTC, less the discounts
/// @param byPayment by how their payments stand, less the discounts
record SalesView(
    EventId eventId,
    long index,
    long reservations,
    long cancelled,
    long tickets,
    Amount discounts,
    Amount total,
    List<OfType> byType,
    List<OfHour> byHour,
    List<OfPayment> byPayment) {

  /// Like money, but without its limit: of all sales together.
  record Amount(String amount, String currency) {}

  /// @param type empty if the category has one price
  record OfType(String category, String type, long tickets, Amount amount) {}

  record OfHour(Instant hour, long tickets, Amount amount) {}

  /// @param status how the payments stand, `none` if nothing was noted
  /// @param cancelled how many beside them were cancelled: what is paid is owed back
  record OfPayment(
      String status, long reservations, Amount amount, long cancelled, Amount cancelledAmount) {}

  private record Kind(String category, String type) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int order = category.compareTo(other.category);
      return order == 0 ? type.compareTo(other.type) : order;
    }
  }

  /// A number of tickets or reservations, and what they cost.
  private record Sum(long count, BigDecimal amount) {
    static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

    Sum plus(long more, BigDecimal cost) {
      return new Sum(count + more, amount.add(cost));
    }
  }

  /// Adds up the reservations of one event.
  static final class Adder {

    private final EventId event;
    private final Currency currency;
    private final Map<Kind, Sum> byType = new TreeMap<>();
    private final Map<Instant, Sum> byHour = new TreeMap<>();
    private final Map<Payment.Status, Sum> byPayment = new EnumMap<>(Payment.Status.class);
    private final Map<Payment.Status, Sum> cancelledByPayment = new EnumMap<>(Payment.Status.class);
    private Sum all = Sum.NOTHING;
    private BigDecimal discounts = BigDecimal.ZERO;
    private long reservations;
    private long cancelled;

    Adder(EventId event, Currency currency) {
      this.event = event;
      this.currency = currency;
    }

    void add(Reservation reservation, Bill bill) {
      if (reservation.cancelled()) {
        cancelled++;
        count(reservation, bill, cancelledByPayment);
        return;
      }
      reservations++;
      long tickets = 0;
      for (var line : bill.lines()) {
        var cost = line.price().amount().multiply(BigDecimal.valueOf(line.quantity()));
        var kind = new Kind(line.category(), line.type());
        byType.merge(kind, Sum.NOTHING.plus(line.quantity(), cost), Adder::sum);
        tickets += line.quantity();
      }
      var total = bill.total().amount();
      discounts = bill.reduction().map(Money::amount).map(discounts::add).orElse(discounts);
      all = all.plus(tickets, total);
      var hour = Instant.ofEpochMilli(reservation.createdAtMillis()).truncatedTo(ChronoUnit.HOURS);
      byHour.merge(hour, Sum.NOTHING.plus(tickets, total), Adder::sum);
      count(reservation, bill, byPayment);
    }

    private static void count(Reservation reservation, Bill bill, Map<Payment.Status, Sum> counts) {
      var one = Sum.NOTHING.plus(1, bill.total().amount());
      counts.merge(reservation.payment().status(), one, Adder::sum);
    }

    private static Sum sum(Sum one, Sum other) {
      return one.plus(other.count(), other.amount());
    }

    /// @param index of the state in which these were the reservations
    SalesView view(long index) {
      return new SalesView(
          event,
          index,
          reservations,
          cancelled,
          all.count(),
          money(discounts),
          money(all.amount()),
          byType.entrySet().stream().map(this::ofType).toList(),
          byHour.entrySet().stream().map(this::ofHour).toList(),
          Stream.of(Payment.Status.values())
              .filter(it -> byPayment.containsKey(it) || cancelledByPayment.containsKey(it))
              .map(this::ofPayment)
              .toList());
    }

    private OfPayment ofPayment(Payment.Status status) {
      var valid = byPayment.getOrDefault(status, Sum.NOTHING);
      var off = cancelledByPayment.getOrDefault(status, Sum.NOTHING);
      return new OfPayment(
          PaymentView.word(status),
          valid.count(),
          money(valid.amount()),
          off.count(),
          money(off.amount()));
    }

    private OfType ofType(Map.Entry<Kind, Sum> sold) {
      var sum = sold.getValue();
      return new OfType(
          sold.getKey().category(), sold.getKey().type(), sum.count(), money(sum.amount()));
    }

    private OfHour ofHour(Map.Entry<Instant, Sum> sold) {
      return new OfHour(sold.getKey(), sold.getValue().count(), money(sold.getValue().amount()));
    }

    private Amount money(BigDecimal amount) {
      int decimals = currency.getDefaultFractionDigits();
      return new Amount(amount.setScale(decimals).toPlainString(), currency.getCurrencyCode());
    }
  }
}
