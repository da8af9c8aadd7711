package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.Outcome.DiscountCreated;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.InvalidTickets;
import dev.parterre.reservation.boxoffice.Outcome.Reserved;
import dev.parterre.reservation.catalog.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A box office with a hall of 30 seats and 20 places, in which category A has two ticket types and
/// B one price.
abstract class TermsFixture {
  static final String NOBODY = "";

  final Machine machine = selling();

  static Machine selling() {
    var machine = new Machine();
    machine.tell(Fixtures.venue(Fixtures.plan(Fixtures.planJson(3, 10, 20))));
    machine.tell(Fixtures.event(Fixtures.typedPrices()));
    return machine;
  }

  static Wanted seats(List<String> types, String... guids) {
    return new Wanted(Fixtures.seats(guids), List.of(), types, Wanted.NO_CODE);
  }

  static Wanted discounted(String code, String... guids) {
    return new Wanted(Fixtures.seats(guids), List.of(), List.of(), code);
  }

  Bill bill(Allocation allocation) {
    return machine.office.bill(Fixtures.EVENT, allocation);
  }

  Allocation held(Wanted wanted) {
    return ((Held) machine.tell(Fixtures.hold(wanted))).allocation();
  }

  Reserved reserved(Wanted wanted) {
    return (Reserved) machine.tell(Fixtures.reserve(wanted));
  }

  String total(Allocation allocation) {
    return bill(allocation).total().amount().toPlainString();
  }

  List<String> pointers(BookingCommand command) {
    return ((Invalid) machine.tell(command)).faults().stream().map(Fault::pointer).toList();
  }

  InvalidTickets invalid(BookingCommand command) {
    return (InvalidTickets) machine.tell(command);
  }

  void assertThatItIsRestored() throws IOException {
    var other = new Machine();
    other.restore(machine.state(), machine.index);
    assertThat(other.office.digest())
        .isEqualTo(machine.office.digest())
        .isEqualTo(machine.ledger().digestFromScratch());
    assertThat(other.state()).isEqualTo(machine.state());
    assertThat(other.seatMap().copyOfStatuses()).isEqualTo(machine.seatMap().copyOfStatuses());
    assertThat(other.seatMap().freePlaces()).isEqualTo(machine.seatMap().freePlaces());
  }

  void discount(String code, Discount.Terms terms) {
    assertThat(machine.tell(new CreateDiscount(Fixtures.EVENT, code, terms)))
        .isEqualTo(new DiscountCreated());
  }

  static Discount.Terms amount(String euros, OptionalInt uses) {
    return new Discount.Terms(
        new Discount.Reduction.Amount(Fixtures.euros(euros)),
        Optional.empty(),
        Optional.empty(),
        uses);
  }
}
