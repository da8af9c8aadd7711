package dev.parterre.reservation.boxoffice;

import java.util.HashMap;
import java.util.Map;

/// How many seats of one event each customer has reserved. Customers are told apart by a 64-bit
/// hash of their e-mail addresses; whether a letter from A to Z is upper or lower case makes no
/// difference. Derived from the reservations, so it is not part of a snapshot.
final class CustomerSeats {

  private final Map<Long, Integer> seats = new HashMap<>();

  int of(Customer customer) {
    return seats.getOrDefault(key(customer), 0);
  }

  /// @param more may be negative
  void add(Customer customer, int more) {
    seats.merge(key(customer), more, (had, added) -> had + added == 0 ? null : had + added);
  }

  /// Does not use the JDK's rules for upper and lower case, which change with the Unicode version.
  private static long key(Customer customer) {
    var folded = new StringBuilder(customer.email());
    for (int at = 0; at < folded.length(); at++) {
      char letter = folded.charAt(at);
      if (letter >= 'A' && letter <= 'Z') {
        folded.setCharAt(at, (char) (letter - 'A' + 'a'));
      }
    }
    return new Mix(Kind.RESERVATION).text(folded.toString()).hash();
  }
}
