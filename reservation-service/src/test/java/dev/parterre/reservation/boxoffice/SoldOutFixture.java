package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CancelReservation;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A hall that is sold out, and what those who wait for it see. Rows 0 and 1 of ten seats each are
/// of category A, row 2 of B; the pit of 20 places is of A.
abstract class SoldOutFixture extends TermsFixture {

  final List<Reserved> sold = new ArrayList<>();

  void sellOut() {
    for (int row = 0; row < 3; row++) {
      for (int seat = 0; seat < 10; seat += 2) {
        sold.add(reserved(Fixtures.wanted(row + "-" + seat, row + "-" + (seat + 1))));
      }
    }
    sold.add(reserved(Fixtures.wantedPlaces(10)));
    sold.add(reserved(Fixtures.wantedPlaces(10)));
  }

  PartyId join(int quantity, String... categories) {
    var command = Fixtures.join(quantity, categories);
    assertThat(machine.tell(command)).isInstanceOf(Joined.class);
    return command.partyId();
  }

  void giveBack(Reserved reserved) {
    machine.tell(new CancelReservation(reserved.reservationId()));
  }

  @Nullable Hold offerOf(PartyId party) {
    return machine.ledger().hold(party.offer());
  }

  Allocation offered(PartyId party) {
    return Objects.requireNonNull(offerOf(party)).allocation();
  }

  Optional<Integer> position(PartyId party) {
    var lists = machine.ledger().waitingLists();
    return lists.position(Objects.requireNonNull(lists.party(party)));
  }
}
