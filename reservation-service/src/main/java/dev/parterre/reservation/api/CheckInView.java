package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn;
import dev.parterre.reservation.boxoffice.Outcome.CheckedIn.Result;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.tickets.Token;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the scanner says to whoever stands at the door. What is not known is missing.
///
/// @param label where the ticket is for, for people
/// @param type the ticket type that the seat or place has now, whatever the ticket says
/// @param admittedAt when somebody was let in with it first
/// @param gate where that was
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CheckInView(
    String result,
    @Nullable EventId eventId,
    @Nullable String code,
    @Nullable String seat,
    @Nullable String area,
    @Nullable String label,
    @Nullable String type,
    Optional<Instant> admittedAt,
    @Nullable String gate) {

  private static final String WRONG_EVENT = "wrong-event";

  static final CheckInView UNKNOWN =
      new CheckInView(
          word(Result.UNKNOWN), null, null, null, null, null, null, Optional.empty(), null);

  static CheckInView ofAnotherEvent(Token token, String label) {
    return of(WRONG_EVENT, token, label, "", Optional.empty(), null);
  }

  static CheckInView of(CheckedIn checkedIn, Token token, String label, Offer offer) {
    if (checkedIn.result() == Result.UNKNOWN) {
      return UNKNOWN;
    }
    long at = checkedIn.atMillis();
    return of(
        word(checkedIn.result()),
        token,
        label,
        at == 0 ? "" : offer.type(checkedIn.fare()),
        at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at)),
        checkedIn.gate());
  }

  private static CheckInView of(
      String result,
      Token token,
      String label,
      String type,
      Optional<Instant> at,
      @Nullable String gate) {
    var claims = token.claims();
    return new CheckInView(
        result,
        token.key().eventId(),
        claims.code(),
        claims.seat(),
        claims.area(),
        label,
        type,
        at,
        gate);
  }

  private static String word(Result result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
