package dev.parterre.reservation.boxoffice;

import java.util.function.Consumer;

/// The part of a snapshot that holds one shelf.
///
/// @param max as many entries as there may be
/// @param putBack puts an entry that was read back to where it was
record Section<E>(Shelf<?, E> shelf, int max, Consumer<E> putBack) {

  Kind kind() {
    return shelf.codec().kind();
  }

  /// Reads one entry, and puts it back.
  void restore(FieldReader in, EntryCodec.Sources from) {
    putBack.accept(shelf.codec().read(in, from));
  }
}
