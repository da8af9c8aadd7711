package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;

/// Defines the ids, numbers and fields of the entries of one kind, for snapshots and the digest.
///
/// @param <I> the type of the ids
/// @param <E> the type of the entries: immutable, so an entry is replaced instead of changed
interface EntryCodec<I, E> {

  Kind kind();

  /// The format level that added the kind.
  default int since() {
    return FormatLevel.FIRST;
  }

  /// The last format level that changed the fields.
  default int level() {
    return FormatLevel.FIRST;
  }

  I id(E entry);

  /// Counted from 1, in the order in which the entries were made.
  long number(E entry);

  /// Writes every field that exists at the format level of `out`.
  void write(E entry, Fields out);

  /// Reads what [#write] wrote to a [FieldWriter].
  ///
  /// @throws RuntimeException if it is anything else
  E read(FieldReader in, Sources from);

  /// The entry's part of the digest of the state. It depends only on the fields that exist at this
  /// format level, so that programs of different versions get the same digest.
  default long hash(E entry, int level) {
    var mix = new Mix(kind(), level);
    write(entry, mix);
    return mix.hash();
  }

  /// The entries that an entry may refer to while it is read.
  ///
  /// @param restored the new ledger, with what was read so far
  /// @param before the present ledger of this replica: equal plans, which take the most memory, are
  ///   reused from there. The event loop may change it meanwhile
  record Sources(Ledger restored, Ledger before) {}
}
