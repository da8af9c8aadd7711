package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Admission;
import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.TicketCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who was let in, as the organiser sees it.
///
/// @param seat the seat; missing for a place
/// @param again when and where somebody was let in with the same ticket after that
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AdmissionView(
    String code, @Nullable String seat, Instant admittedAt, String gate, List<Again> again) {

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Again(Instant admittedAt, String gate) {

    static Again of(Entrance entrance) {
      return new Again(Instant.ofEpochMilli(entrance.atMillis()), entrance.gate());
    }
  }

  static AdmissionView of(Admission admission, Offer offer) {
    return new AdmissionView(
        TicketCode.of(admission.id().reservation()),
        seat(admission, offer),
        Instant.ofEpochMilli(admission.first().atMillis()),
        admission.first().gate(),
        admission.again().stream().map(Again::of).toList());
  }

  /// Null for a place.
  private static @Nullable String seat(Admission admission, Offer offer) {
    int item = admission.id().item();
    return item < offer.plan().seatCount() ? offer.seatId(item).guid() : null;
  }
}
