package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.HoldId;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A hold as its buyer sees it.
///
/// @param adjacent whether all seats are side by side; null if there are none
record HoldView(
    String holdId,
    EventId eventId,
    @JsonUnwrapped AllocationView allocation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean adjacent,
    Instant expiresAt) {

  static HoldView of(HoldId id, Bill bill, long expiresAtMillis) {
    int[] seats = bill.allocation().seats();
    return new HoldView(
        id.toString(),
        bill.offer().id(),
        AllocationView.of(bill),
        seats.length == 0 ? null : (Boolean) bill.offer().plan().areSideBySide(seats),
        Instant.ofEpochMilli(expiresAtMillis));
  }
}
