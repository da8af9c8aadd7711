package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.paxos.FormatLevel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All entries of one kind: by their ids, in the order of their numbers, with their part in the
/// digest of the state, and copied at once for a snapshot.
///
/// @param <I> what an entry is named by
/// @param <E> never changes; another takes its place
final class Shelf<I, E> {

  private final EntryCodec<I, E> codec;

  /// Any thread may look an entry up.
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

  boolean contains(I id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /// The number of the entry that was made last, whether it is still here or not.
  long made() {
    return made;
  }

  /// An entry that is to be added bears this number.
  long nextNumber() {
    return made + 1;
  }

  /// Before anything is changed: a command that cannot be applied must leave nothing behind.
  void checkNew(E entry) {
    check(!contains(codec.id(entry)), "an id is given once");
  }

  void add(E entry) {
    checkNew(entry);
    made = Math.max(made, codec.number(entry));
    put(entry);
  }

  /// The entry takes the place of the one of its id and number.
  void replace(E entry) {
    remove(codec.id(entry));
    put(entry);
  }

  private void put(E entry) {
    byId.put(codec.id(entry), entry);
    byNumber.put(codec.number(entry), entry);
    digest += codec.hash(entry, level);
  }

  /// @return false if it is not here
  boolean remove(I id) {
    var entry = byId.remove(id);
    if (entry == null) {
      return false;
    }
    byNumber.remove(codec.number(entry));
    digest -= codec.hash(entry, level);
    return true;
  }

  /// The entry of the lowest number.
  E oldest() {
    return Objects.requireNonNull(byNumber.first());
  }

  /// Entries of higher numbers than this, in their order: a copy.
  List<E> after(long number, int limit) {
    return byNumber.after(number, limit);
  }

  /// Those that are gone were counted, too.
  void restoreMade(long made) {
    this.made = made;
  }

  /// The sum of the hashes of all entries.
  long digest() {
    return digest;
  }

  /// What [#digest] must be, by looking at every entry.
  long digestFromScratch() {
    return byId.values().stream().mapToLong(entry -> codec.hash(entry, level)).sum();
  }

  /// From now on this format level holds. If it changes the entries, they are counted anew.
  void rise(int level) {
    var changes = codec.level() > this.level && codec.level() <= level;
    this.level = level;
    if (changes) {
      digest = digestFromScratch();
    }
  }

  /// All entries at this moment. Takes no longer for a full house: the many are not even counted
  /// through.
  Copy<E> copy() {
    return new Copy<>(codec, made, byNumber.copy());
  }

  /// May be read by any thread.
  ///
  /// @param made the number of the entry that was made last
  record Copy<E>(EntryCodec<?, E> codec, long made, Numbered.Copy<E> entries) {}
}
