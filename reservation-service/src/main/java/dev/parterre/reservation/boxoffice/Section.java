package dev.parterre.reservation.boxoffice;

import java.util.function.Consumer;

/// The part of a snapshot that contains the entries of one shelf.
///
/// @param max the highest allowed number of entries
/// @param putBack adds an entry that was read to the ledger
record Section<E>(Shelf<?, E> shelf, int max, Consumer<E> putBack) {

  Kind kind() {
    return shelf.codec().kind();
  }

  /// The format level that added it.
  int since() {
    return shelf.codec().since();
  }

  /// Reads one entry and adds it to the ledger.
  void restore(FieldReader in, EntryCodec.Sources from) {
    putBack.accept(shelf.codec().read(in, from));
  }
}
