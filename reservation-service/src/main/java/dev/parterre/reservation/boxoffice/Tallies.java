package dev.parterre.reservation.boxoffice;

/// What one event limits, counted. Customers and clients are told apart by a 64-bit hash.
final class Tallies {

  private final Tally<Long> seatsOfCustomers = new Tally<>();
  private final Tally<Long> holdsOfClients = new Tally<>();
  private final Tally<Long> waitingOfCustomers = new Tally<>();
  private final Tally<Long> partiesOfClients = new Tally<>();
  private final Tally<String> usesOfDiscounts = new Tally<>();

  /// How many seats and places a customer has reserved.
  int seats(Customer customer) {
    return seatsOfCustomers.of(customer.key());
  }

  /// How many open holds a client has. Counted only in events that limit them.
  int holds(Client client) {
    return holdsOfClients.of(client.key());
  }

  /// For how many seats and places a customer waits.
  int waiting(Customer customer) {
    return waitingOfCustomers.of(customer.key());
  }

  /// How many parties of a client wait. Counted only in events that limit the holds of one.
  int parties(Client client) {
    return partiesOfClients.of(client.key());
  }

  /// How many holds and reservations have a discount.
  int uses(String discountCode) {
    return usesOfDiscounts.of(discountCode);
  }

  /// @param times 1 when it begins, -1 when it ends
  void count(Hold hold, boolean areHoldsLimited, int times) {
    if (areHoldsLimited) {
      holdsOfClients.add(hold.client().key(), times);
    }
    count(hold.allocation().discountCode(), times);
  }

  /// @param times 1 when it takes its seats, -1 when it gives them back
  void count(Reservation reservation, int times) {
    int seats = reservation.allocation().count();
    seatsOfCustomers.add(reservation.customer().key(), times * seats);
    count(reservation.allocation().discountCode(), times);
  }

  /// @param times 1 when it begins to wait, -1 when it does not wait any more
  void count(Party party, boolean areHoldsLimited, int times) {
    if (areHoldsLimited) {
      partiesOfClients.add(party.client().key(), times);
    }
    waitingOfCustomers.add(party.customer().key(), times * party.quantity());
  }

  private void count(String discountCode, int times) {
    if (!discountCode.isEmpty()) {
      usesOfDiscounts.add(discountCode, times);
    }
  }
}
