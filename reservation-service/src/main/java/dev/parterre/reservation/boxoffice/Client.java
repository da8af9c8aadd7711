package dev.parterre.reservation.boxoffice;

/// Who asks for a hold, as far as a limit on open holds must tell one from another: a hash of
/// something that several requests of the same client have in common.
public record Client(long key) {

  /// All those together of whom nothing is known.
  public static final Client UNKNOWN = new Client(0);

  /// @param trait what tells this client from others. It cannot be read from the key, but guessed
  public static Client of(byte[] trait) {
    long key = Sha256.of(trait).getLong();
    return new Client(key == UNKNOWN.key ? 1 : key);
  }

  public boolean isKnown() {
    return key != UNKNOWN.key;
  }
}
