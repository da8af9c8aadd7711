package dev.parterre.reservation.boxoffice;

/// What the fields of an entry are told to, one after another: the bytes of a snapshot
/// ([FieldWriter]) or the digest of the state ([Mix]). So they are listed in one place.
interface Fields {

  /// The format level ([dev.parterre.paxos.FormatLevel]) at which they are written: a field that a
  /// later one brought is not told before.
  int level();

  Fields text(String value);

  /// A number that is mostly small and not negative.
  Fields number(long value);

  Fields numbers(int[] values);

  Fields secret(SecretId value);

  Fields flag(boolean value);

  Fields bytes(byte[] value);
}
