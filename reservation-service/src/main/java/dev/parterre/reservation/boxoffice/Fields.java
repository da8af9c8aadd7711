package dev.parterre.reservation.boxoffice;

/// Takes the fields of an entry one after another, either as the bytes of a snapshot
/// ([FieldWriter]) or for the digest of the state ([Mix]), so that an [EntryCodec] lists them only
/// once.
interface Fields {

  /// The format level ([dev.parterre.paxos.FormatLevel]) at which the entry is written: without the
  /// fields that a later level added.
  int level();

  Fields text(String value);

  /// A number that is usually small and not negative.
  Fields number(long value);

  Fields numbers(int[] values);

  Fields secret(SecretId value);

  Fields flag(boolean value);

  Fields bytes(byte[] value);
}
