package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;

/// What makes the entries of one kind: their names, their numbers, their fields.
///
/// @param <I> what an entry is named by
/// @param <E> never changes; another takes its place
interface EntryCodec<I, E> {

  Kind kind();

  /// The last format level that changed the fields.
  default int level() {
    return FormatLevel.FIRST;
  }

  I id(E entry);

  /// Counted from 1 on, in the order in which the entries were made.
  long number(E entry);

  /// Tells every field that there is at the format level of `out`.
  void write(E entry, Fields out);

  /// Reads what [#write] told to a [FieldWriter].
  ///
  /// @throws RuntimeException when it is something else
  E read(FieldReader in, Sources from);

  /// The entry's part in the digest of the state, a function of what it is at a format level: so
  /// programs of two versions come to one.
  default long hash(E entry, int level) {
    var mix = new Mix(kind(), level);
    write(entry, mix);
    return mix.hash();
  }

  /// What an entry that is read may refer to.
  ///
  /// @param restored what was read before it
  /// @param before what this replica had: the plans of houses, which take the most memory, are
  ///   taken from there. Another thread changes it meanwhile
  record Sources(Ledger restored, Ledger before) {}
}
