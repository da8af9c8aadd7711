package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BoxOffice;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Checks members of an event that are the same whether it is new or changes.
final class EventMembers {

  static final int HOLD_SECONDS_DEFAULT = 600;
  static final int SEATS_MAX = 100;
  static final int SEATS_DEFAULT = 10;

  private static final int NAME_MAX = 200;
  private static final int HOLD_SECONDS_MAX = 86_400;
  private static final int OFFER_SECONDS_MAX = 7 * 86_400;

  private final Checks checks;

  EventMembers(Checks checks) {
    this.checks = checks;
  }

  String name(@Nullable String name) {
    return checks.text(name, NAME_MAX, "/name");
  }

  int holdSeconds(int seconds) {
    checks.check(
        seconds >= BoxOffice.HOLD_SECONDS_MIN && seconds <= HOLD_SECONDS_MAX,
        "/holdSeconds",
        "A hold lasts " + BoxOffice.HOLD_SECONDS_MIN + " to " + HOLD_SECONDS_MAX + " seconds.");
    return seconds;
  }

  int offerSeconds(int seconds) {
    checks.check(
        seconds >= BoxOffice.HOLD_SECONDS_MIN && seconds <= OFFER_SECONDS_MAX,
        "/offerSeconds",
        "An offer lasts " + BoxOffice.HOLD_SECONDS_MIN + " to " + OFFER_SECONDS_MAX + " seconds.");
    return seconds;
  }

  int maxSeats(int seats) {
    checks.check(
        seats >= 1 && seats <= SEATS_MAX, "/maxSeats", "This must be from 1 to " + SEATS_MAX + ".");
    return seats;
  }

  /// Not an offset from UTC, which would be wrong for half of the year in most places.
  String timeZone(String zone) {
    checks.check(
        ZoneId.getAvailableZoneIds().contains(zone),
        "/timeZone",
        "This must be the name of a time zone such as \"Europe/Vienna\".");
    return zone;
  }
}
