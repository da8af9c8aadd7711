package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.Tariff.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be different about an event. What is empty stays as it is.
///
/// @param prices by category, each with the ticket types that change; none at all for a category
///   that is not to be for sale any more
public record EventChange(
    Optional<String> name,
    Optional<Instant> startsAt,
    SortedMap<String, List<TypeChange>> prices,
    OptionalInt holdSeconds,
    OptionalInt maxSeats,
    Edit<Instant> saleFrom,
    Edit<Instant> saleUntil,
    Edit<String> timeZone,
    Edit<Integer> offerSeconds) {

  public EventChange {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }

  /// @param type [Tariff#NO_TYPE] for a category that is to have one price, whatever it had
  /// @param price empty if the type is to be no more
  public record TypeChange(String type, Optional<Money> price) {}

  /// What becomes of a value that an event may have or not.
  ///
  /// @param isMade whether it changes at all
  /// @param value what it changes to; empty if it is removed
  public record Edit<T>(boolean isMade, Optional<T> value) {

    public static <T> Edit<T> none() {
      return new Edit<>(false, Optional.empty());
    }

    public static <T> Edit<T> to(Optional<T> value) {
      return new Edit<>(true, value);
    }

    Optional<T> of(Optional<T> before) {
      return isMade ? value : before;
    }
  }

  EventTerms of(EventTerms before) {
    return new EventTerms(
        name.orElse(before.name()),
        startsAt.orElse(before.startsAt()),
        prices(before.prices()),
        holdSeconds.orElse(before.holdSeconds()),
        maxSeats.orElse(before.maxSeats()),
        before.maxHolds(),
        before.allowOrphans(),
        saleFrom.of(before.saleFrom()),
        saleUntil.of(before.saleUntil()),
        timeZone.of(before.timeZone()),
        offerSeconds(before.offerSeconds()));
  }

  private OptionalInt offerSeconds(OptionalInt before) {
    var had = before.stream().boxed().findFirst();
    return offerSeconds.of(had).stream().mapToInt(it -> it).findFirst();
  }

  private SortedMap<String, Tariff> prices(SortedMap<String, Tariff> before) {
    var changed = new TreeMap<>(before);
    prices.forEach(
        (category, changes) -> {
          var had = Optional.ofNullable(before.get(category)).map(Tariff::tickets);
          var tickets = tickets(had.orElse(List.of()), changes);
          if (tickets.isEmpty()) {
            changed.remove(category);
          } else {
            changed.put(category, new Tariff(tickets));
          }
        });
    return changed;
  }

  /// New types come after those that there were.
  private static List<Ticket> tickets(List<Ticket> before, List<TypeChange> changes) {
    if (changes.isEmpty()) {
      return List.of();
    }
    var tickets = new ArrayList<>(before);
    for (var change : changes) {
      boolean isOnlyPrice = change.type().equals(Tariff.NO_TYPE);
      boolean isNewPrice = change.price().isPresent();
      tickets.removeIf(it -> isNewPrice && (isOnlyPrice || it.type().equals(Tariff.NO_TYPE)));
      set(change, tickets);
    }
    return tickets;
  }

  private static void set(TypeChange change, List<Ticket> tickets) {
    for (int i = 0; i < tickets.size(); i++) {
      if (tickets.get(i).type().equals(change.type())) {
        tickets.remove(i);
        int at = i;
        change.price().ifPresent(price -> tickets.add(at, new Ticket(change.type(), price)));
        return;
      }
    }
    change.price().ifPresent(price -> tickets.add(new Ticket(change.type(), price)));
  }
}
