package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Admission;
import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who was let in, as the organiser sees it.
///
/// @param seat the seat; missing for a place
/// @param place which of the reservation's places it is, from 0; missing for a seat
/// @param area the area of a place; missing if the reservation is not known any more
/// @param ticket whether it is still `valid`, or the reservation was `cancelled` or has other seats
/// @param again when and where somebody was let in with the same ticket after that
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AdmissionView(
    String code,
    @Nullable String seat,
    @Nullable String area,
    @Nullable Integer place,
    String ticket,
    Instant admittedAt,
    String gate,
    List<Again> again) {

  private static final String VALID = "valid";
  private static final String CANCELLED = "cancelled";

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Again(Instant admittedAt, String gate) {

    static Again of(Entrance entrance) {
      return new Again(Instant.ofEpochMilli(entrance.atMillis()), entrance.gate());
    }
  }

  record Numbered(long number, AdmissionView view) {}

  /// @param reservation null if it is not known any more
  static Numbered of(Admission admission, @Nullable Reservation reservation, Offer offer) {
    int item = admission.id().item();
    int seats = offer.plan().seatCount();
    boolean isSeat = item < seats;
    var held = Optional.ofNullable(reservation);
    var view =
        new AdmissionView(
            TicketCode.of(admission.id().reservation()),
            isSeat ? offer.seatId(item).guid() : null,
            held.flatMap(it -> it.areaOf(item, seats)).map(offer::areaId).orElse(null),
            isSeat ? null : item - seats,
            held.filter(it -> it.hasTicket(item, seats)).isPresent() ? VALID : CANCELLED,
            Instant.ofEpochMilli(admission.first().atMillis()),
            admission.first().gate(),
            admission.again().stream().map(Again::of).toList());
    return new Numbered(admission.number(), view);
  }
}
