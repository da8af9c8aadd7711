package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CheckIn;
import dev.parterre.reservation.boxoffice.TicketId;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of `POST /checkins`.
///
/// @param eventId the event at whose door it is; if missing, that of the ticket
/// @param wasAdmitted whether the scanner let somebody in already
record NewCheckIn(
    @Nullable String token,
    @Nullable String gate,
    @Nullable String scannedAt,
    @Nullable EventId eventId,
    @Nullable Boolean wasAdmitted) {

  private static final int GATE_MAX = 100;

  /// What a scan says beside the ticket.
  ///
  /// @param gate empty if it does not say
  /// @param atMillis 0 if it does not say
  record Scan(String token, String gate, long atMillis, boolean wasAdmitted) {

    CheckIn command(TicketKey.Id key, TicketId ticket) {
      return new CheckIn(key.eventId(), key.version(), ticket, gate, atMillis, wasAdmitted);
    }
  }

  Scan scan() {
    var checks = new Checks();
    checks.check(token != null, "/token", Checks.REQUIRED);
    var named = gate == null ? "" : checks.text(gate, GATE_MAX, "/gate");
    var time = scannedAt == null ? Instant.EPOCH : checks.time(scannedAt, "/scannedAt");
    checks.check(
        scannedAt == null || time.isAfter(Instant.EPOCH), "/scannedAt", "This is too long ago.");
    checks.throwIfAny();
    return new Scan(
        token == null ? "" : token, named, time.toEpochMilli(), wasAdmitted != null && wasAdmitted);
  }
}
