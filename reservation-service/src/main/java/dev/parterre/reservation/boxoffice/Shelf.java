package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.paxos.FormatLevel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All entries of one kind, by their ids and in the order of their numbers. Keeps their part of the
/// digest of the state, and can be copied at once for a snapshot.
///
/// @param <I> the type of the ids
/// @param <E> the type of the entries: immutable, so an entry is replaced instead of changed
final class Shelf<I, E> {

  private final EntryCodec<I, E> codec;

  /// May be read by any thread.
  private final Map<I, E> byId = new ConcurrentHashMap<>();

  private final Numbered<E> byNumber = new Numbered<>();
  private int level = FormatLevel.FIRST;
  private long made;
  private long digest;

  Shelf(EntryCodec<I, E> codec) {
    this.codec = codec;
  }

  EntryCodec<I, E> codec() {
    return codec;
  }

  @Nullable E get(I id) {
    return byId.get(id);
  }

  /// The entry with this number; null if there is none.
  @Nullable E numbered(long number) {
    var found = byNumber.after(number - 1, 1);
    return found.isEmpty() || codec.number(found.getFirst()) != number ? null : found.getFirst();
  }

  boolean contains(I id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /// The number of the entry that was made last, even if it has been removed.
  long made() {
    return made;
  }

  /// The number for the next entry to be added.
  long nextNumber() {
    return made + 1;
  }

  /// To be called before anything is changed: a command that fails must change nothing.
  void checkNew(E entry) {
    check(!contains(codec.id(entry)), "an id is used only once");
  }

  void add(E entry) {
    checkNew(entry);
    made = Math.max(made, codec.number(entry));
    put(entry);
  }

  /// Replaces the entry that has the same id and number. Other threads see one of the two.
  void replace(E entry) {
    check(contains(codec.id(entry)), "what is replaced exists");
    put(entry);
  }

  private void put(E entry) {
    var before = byId.put(codec.id(entry), entry);
    byNumber.put(codec.number(entry), entry);
    digest += codec.hash(entry, level) - (before == null ? 0 : codec.hash(before, level));
  }

  /// @return false if there is no such entry
  boolean remove(I id) {
    var entry = byId.remove(id);
    if (entry == null) {
      return false;
    }
    byNumber.remove(codec.number(entry));
    digest -= codec.hash(entry, level);
    return true;
  }

  /// The entry with the lowest number; there must be one.
  E oldest() {
    return Objects.requireNonNull(byNumber.first());
  }

  /// At most `limit` entries with numbers above this one, in the order of their numbers: a copy.
  List<E> after(long number, int limit) {
    return byNumber.after(number, limit);
  }

  /// All entries, in the order of their numbers: of a copy, so that they may be changed meanwhile.
  Stream<E> all() {
    return after(0, Integer.MAX_VALUE).stream();
  }

  /// Restores [#made], which also counts entries that have been removed.
  void restoreMade(long made) {
    this.made = made;
  }

  /// The sum of the hashes of all entries.
  long digest() {
    return digest;
  }

  /// What [#digest] must return, computed from every entry.
  long digestFromScratch() {
    return byId.values().stream().mapToLong(entry -> codec.hash(entry, level)).sum();
  }

  /// Puts this format level in force. If it may change the fields of the entries, the digest is
  /// computed anew.
  void rise(int level) {
    var changes = codec.level() > this.level;
    this.level = level;
    if (changes) {
      digest = digestFromScratch();
    }
  }

  /// All entries at this moment. This is cheap even if there are many; see [Numbered].
  Copy<E> copy() {
    return new Copy<>(codec, made, byNumber.copy());
  }

  /// May be read by any thread.
  ///
  /// @param made the number of the entry that was made last
  record Copy<E>(EntryCodec<?, E> codec, long made, Numbered.Copy<E> entries) {}
}
