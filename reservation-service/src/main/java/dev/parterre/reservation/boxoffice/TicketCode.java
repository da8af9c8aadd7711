package dev.parterre.reservation.boxoffice;

/// The short name of a reservation, for people and tickets: seven characters that are not easily
/// mistaken for one another. No two reservations share a code, because each step of the scramble
/// can be undone; and the codes of consecutive reservations look unrelated, so that they do not
/// reveal how many were made.
public final class TicketCode {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 7;
  private static final int BITS_PER_CHARACTER = 5;
  private static final long MASK = (1L << (CHARACTERS * BITS_PER_CHARACTER)) - 1;

  private TicketCode() {}

  /// @param number the reservation's number, counted from 1 over all events
  public static String of(long number) {
    long scrambled = scramble(number & MASK);
    var code = new char[CHARACTERS];
    for (int i = CHARACTERS - 1; i >= 0; i--) {
      code[i] = ALPHABET.charAt((int) (scrambled & (ALPHABET.length() - 1)));
      scrambled >>>= BITS_PER_CHARACTER;
    }
    return new String(code);
  }

  /// The number of the reservation that has this code; 0 if none can have it.
  public static long number(String code) {
    if (code.length() != CHARACTERS) {
      return 0;
    }
    long scrambled = 0;
    for (int i = 0; i < CHARACTERS; i++) {
      int digit = ALPHABET.indexOf(code.charAt(i));
      if (digit < 0) {
        return 0;
      }
      scrambled = scrambled << BITS_PER_CHARACTER | digit;
    }
    return unscramble(scrambled);
  }

  private static long unscramble(long scrambled) {
    long x = unshift(scrambled, 18);
    x = unshift((x * inverse(0x2545F4914F6CDD1DL)) & MASK, 19);
    x = unshift((x * inverse(0x369DEA0F3L)) & MASK, 17);
    return ((x - 0x2F0B4C3A1L) * inverse(0x5DEECE66DL)) & MASK;
  }

  /// What `x ^ x >>> shift` was made from: more than half of the bits are as they were.
  private static long unshift(long x, int shift) {
    return x ^ (x >>> shift) ^ (x >>> (2 * shift));
  }

  /// The inverse of an odd number modulo 2^64, by Newton's method: each step doubles the number of
  /// right bits, of which the first three are right from the start.
  private static long inverse(long odd) {
    long inverse = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  private static long scramble(long number) {
    long x = (number * 0x5DEECE66DL + 0x2F0B4C3A1L) & MASK;
    x ^= x >>> 17;
    x = (x * 0x369DEA0F3L) & MASK;
    x ^= x >>> 19;
    x = (x * 0x2545F4914F6CDD1DL) & MASK;
    x ^= x >>> 18;
    return x;
  }
}
