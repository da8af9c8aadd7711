package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.Client;
import dev.parterre.reservation.boxoffice.PartyId;
import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of `POST /events/{eventId}/waiting-list`: how many wait together, and for what.
record NewParty(
    @Nullable Integer quantity, @Nullable List<String> categories, @Nullable NewCustomer customer) {

  private static final int CATEGORIES_MAX = 10;

  /// @param client who asks
  JoinWaitingList command(EventId event, Client client) {
    var checks = new Checks();
    int count = checks.quantity(quantity, "/quantity");
    var buyer = NewCustomer.read(customer, checks);
    var named = Objects.requireNonNullElse(categories, List.<String>of());
    checks.check(
        named.size() <= CATEGORIES_MAX,
        "/categories",
        "At most " + CATEGORIES_MAX + " categories.");
    var suitable = new ArrayList<String>();
    for (int i = 0; i < Math.min(named.size(), CATEGORIES_MAX); i++) {
      var category = NewBest.name(named.get(i), checks, "/categories/" + i);
      checks.check(
          !suitable.contains(category), "/categories/" + i, "This category is named twice.");
      suitable.add(category);
    }
    checks.throwIfAny();
    return new JoinWaitingList(event, count, suitable, buyer, PartyId.random(), client);
  }
}
