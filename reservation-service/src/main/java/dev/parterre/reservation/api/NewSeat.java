package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parterre.reservation.catalog.SeatId;
import org.jspecify.annotations.Nullable;

/// A seat as a request names it: its name alone, or with a ticket type.
///
/// @param type without one, the default of the seat's category
record NewSeat(@Nullable SeatId seat, @Nullable String type) {

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  NewSeat(
      @JsonProperty("seat") @Nullable SeatId seat, @JsonProperty("type") @Nullable String type) {
    this.seat = seat;
    this.type = type;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NewSeat named(String seat) {
    return new NewSeat(new SeatId(seat), null);
  }
}
