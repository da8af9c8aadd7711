package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.EventChange;
import dev.parterre.reservation.boxoffice.EventChange.Edit;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.boxoffice.Prices;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The body of `PATCH /events/{eventId}`: a JSON merge patch (RFC 7396), in which null removes what
/// an event need not have. A price is always given whole, and replaces the ticket types of its
/// category; ticket types replace a price.
final class EventPatch {

  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "startsAt",
          "prices",
          "holdSeconds",
          "maxSeats",
          "saleFrom",
          "saleUntil",
          "timeZone",
          "offerSeconds");

  private final Checks checks = new Checks();
  private final EventMembers members = new EventMembers(checks);
  private final MergePatch patch;

  EventPatch(ObjectNode patch) {
    this.patch = new MergePatch(patch, MEMBERS, checks);
  }

  /// @throws ProblemException 400 for a member that is unknown or of the wrong type, 422 for a
  ///   value that is not valid
  ChangeEvent command(EventId event) {
    var change =
        new EventChange(
            patch.required("name").map(members::name),
            patch.required("startsAt").map(time -> checks.time(time, "/startsAt")),
            prices(),
            number("holdSeconds", EventMembers.HOLD_SECONDS_DEFAULT, members::holdSeconds),
            number("maxSeats", EventMembers.SEATS_DEFAULT, members::maxSeats),
            edit("saleFrom", time -> checks.time(time, "/saleFrom")),
            edit("saleUntil", time -> checks.time(time, "/saleUntil")),
            edit("timeZone", members::timeZone),
            offerSeconds());
    checks.throwIfAny();
    return new ChangeEvent(event, change);
  }

  /// @param otherwise what it is once it is removed
  private OptionalInt number(String member, int otherwise, Function<Integer, Integer> check) {
    var value = patch.get(member);
    if (value == null || value.isNull()) {
      return value == null ? OptionalInt.empty() : OptionalInt.of(otherwise);
    }
    if (!value.isIntegralNumber()) {
      throw MergePatch.wrongType(member);
    }
    // A number that is too large for an int is too large for the check, too.
    int number = value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE;
    return OptionalInt.of(check.apply(number));
  }

  private Edit<Integer> offerSeconds() {
    var value = patch.get("offerSeconds");
    boolean isRemoved = value != null && value.isNull();
    var seconds =
        isRemoved ? OptionalInt.empty() : number("offerSeconds", 0, members::offerSeconds);
    return value == null ? Edit.none() : Edit.to(seconds.stream().boxed().findFirst());
  }

  private <T> Edit<T> edit(String member, Function<String, T> check) {
    var value = patch.get(member);
    if (value == null) {
      return Edit.none();
    }
    return Edit.to(
        value.isNull() ? Optional.empty() : Optional.of(check.apply(patch.text(value, member))));
  }

  private SortedMap<String, List<TypeChange>> prices() {
    var changes = new TreeMap<String, List<TypeChange>>();
    var prices = patch.get("prices");
    if (prices == null) {
      return changes;
    }
    if (prices.isNull()) {
      checks.fault("/prices", "This cannot be removed.");
    } else if (!prices.isObject()) {
      throw MergePatch.wrongType("prices");
    }
    var reader = new PriceMember(checks, true);
    for (var category : prices.propertyNames()) {
      var price = prices.get(category);
      changes.put(
          category, price.isNull() ? List.of() : reader.read(price, Prices.pointer(category)));
    }
    return changes;
  }
}
