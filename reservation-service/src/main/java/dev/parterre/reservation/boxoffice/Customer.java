package dev.parterre.reservation.boxoffice;

/// The person for whom seats are reserved.
public record Customer(String name, String email) {

  /// A hash of the e-mail address: whether a letter from A to Z is upper or lower case makes no
  /// difference. Does not use the JDK's rules for upper and lower case, which change with the
  /// Unicode version.
  long key() {
    var folded = new StringBuilder(email);
    for (int at = 0; at < folded.length(); at++) {
      char letter = folded.charAt(at);
      if (letter >= 'A' && letter <= 'Z') {
        folded.setCharAt(at, (char) (letter - 'A' + 'a'));
      }
    }
    return new Mix(Kind.RESERVATION).text(folded.toString()).hash();
  }
}
