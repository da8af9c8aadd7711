package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.catalog.Money;
import java.util.List;
import java.util.Optional;

/// What a hold or a reservation is for, as its buyer sees it. Its members are those of the answer.
///
/// @param total of all seats and places, less the discount
record AllocationView(
    List<SeatView> seats,
    List<PlacesView> places,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Less> discount,
    Money total) {

  /// @param amount what is taken off
  record Less(String code, Money amount) {}

  static AllocationView of(Bill bill) {
    var code = bill.allocation().discountCode();
    return new AllocationView(
        SeatView.of(bill),
        PlacesView.of(bill),
        bill.reduction().map(off -> new Less(code, off)),
        bill.total());
  }
}
