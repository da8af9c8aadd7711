package dev.parterre.reservation.boxoffice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entries by their numbers, cheap to copy: a copy shares the pages, and a page that a copy shares
/// is replaced by a new one before it is changed (copy-on-write).
///
/// @param <T> the type of the entries: immutable
final class Numbered<T> {

  private static final int PAGE_ENTRIES = 256;

  private final TreeMap<Long, Page<T>> pages = new TreeMap<>();
  private int size;
  private long copies;

  private static final class Page<T> {

    private final long key;
    private final List<@Nullable T> entries;
    private final long copiesBefore;
    private int used;

    /// @param key its number, as [#pageOf] counts pages
    /// @param copiesBefore how many copies had been made before this page: they do not share it
    private Page(long key, List<@Nullable T> entries, int used, long copiesBefore) {
      this.key = key;
      this.entries = new ArrayList<>(entries);
      this.used = used;
      this.copiesBefore = copiesBefore;
    }
  }

  interface Action<T> {
    void accept(T entry) throws IOException;
  }

  /// All entries at one moment, in the order of their numbers. May be read by any thread.
  static final class Copy<T> {

    private final List<Page<T>> pages;
    private final int size;

    private Copy(List<Page<T>> pages, int size) {
      this.pages = pages;
      this.size = size;
    }

    int size() {
      return size;
    }

    @Nullable T get(long number) {
      int low = 0;
      int high = pages.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        var page = pages.get(middle);
        if (page.key == pageOf(number)) {
          return page.entries.get(Math.floorMod(number, PAGE_ENTRIES));
        }
        if (page.key < pageOf(number)) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return null;
    }

    /// The entries of the page with this number, and of later ones.
    Stream<T> from(long number) {
      return pages.stream()
          .dropWhile(page -> page.key < pageOf(number))
          .flatMap(page -> page.entries.stream())
          .filter(Objects::nonNull);
    }

    void forEach(Action<T> action) throws IOException {
      for (var page : pages) {
        for (var entry : page.entries) {
          if (entry != null) {
            action.accept(entry);
          }
        }
      }
    }
  }

  void put(long number, T entry) {
    set(number, entry);
  }

  void remove(long number) {
    set(number, null);
  }

  /// The entry with the lowest number; null if there is none.
  @Nullable T first() {
    if (pages.isEmpty()) {
      return null;
    }
    for (var entry : pages.firstEntry().getValue().entries) {
      if (entry != null) {
        return entry;
      }
    }
    throw new IllegalStateException("a page without entries");
  }

  /// At most `limit` entries with numbers above this one, in the order of their numbers: a copy.
  List<T> after(long number, int limit) {
    var found = new ArrayList<T>();
    for (var each : pages.tailMap(pageOf(number + 1), true).entrySet()) {
      if (found.size() == limit) {
        return found;
      }
      for (int at = 0; at < PAGE_ENTRIES && found.size() < limit; at++) {
        var entry = each.getValue().entries.get(at);
        if (entry != null && each.getKey() * PAGE_ENTRIES + at > number) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static long pageOf(long number) {
    return Math.floorDiv(number, PAGE_ENTRIES);
  }

  Copy<T> copy() {
    copies++;
    return new Copy<>(List.copyOf(pages.values()), size);
  }

  private void set(long number, @Nullable T entry) {
    long key = pageOf(number);
    var page = ownPage(key);
    var before = page.entries.set(Math.floorMod(number, PAGE_ENTRIES), entry);
    int more = (entry == null ? 0 : 1) - (before == null ? 0 : 1);
    size += more;
    page.used += more;
    if (page.used == 0) {
      pages.remove(key);
    }
  }

  /// Returns the page with this key as one that no copy shares.
  private Page<T> ownPage(long key) {
    var page = pages.get(key);
    if (page != null && page.copiesBefore == copies) {
      return page;
    }
    var own =
        page == null
            ? new Page<T>(key, Collections.nCopies(PAGE_ENTRIES, null), 0, copies)
            : new Page<T>(key, page.entries, page.used, copies);
    pages.put(key, own);
    return own;
  }
}
