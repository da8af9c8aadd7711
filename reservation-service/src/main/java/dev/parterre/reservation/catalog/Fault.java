package dev.parterre.reservation.catalog;

/// What is wrong, or only odd, at one place of a document.
///
/// @param pointer where, as a JSON pointer (RFC 6901): `/zones/0/rows/3/seats/7/seat_guid`
public record Fault(String pointer, String detail) {

  /// The name of a member as it stands in a pointer.
  public static String escaped(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }
}
