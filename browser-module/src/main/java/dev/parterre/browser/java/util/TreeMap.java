package dev.parterre.browser.java.util;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;

/// In TeaVM's own, views forget an inclusive upper end, and whoever removes while iterating skips
/// entries. Here a map and all its views share one sorted list: that takes linear time to change,
/// and lessons are small. What is left out: null keys, maps in descending order, and iterators that
/// notice changes.
public final class TreeMap<K, V> extends AbstractMap<K, V> implements NavigableMap<K, V> {

  /// Where a view begins or ends: before the key, or behind it.
  private static final class Bound<K> {
    private final K key;
    private final boolean behind;

    Bound(K key, boolean behind) {
      this.key = key;
      this.behind = behind;
    }
  }

  private final Comparator<? super K> comparator;
  private final List<Map.Entry<K, V>> entries;
  private final Bound<K> low;
  private final Bound<K> high;
  private final boolean fixed;

  public TreeMap() {
    this((Comparator<? super K>) null);
  }

  public TreeMap(Comparator<? super K> comparator) {
    this(comparator, new ArrayList<>(), null, null, false);
  }

  public TreeMap(Map<? extends K, ? extends V> map) {
    this();
    putAll(map);
  }

  public TreeMap(SortedMap<K, ? extends V> map) {
    this(map.comparator());
    putAll(map);
  }

  private TreeMap(
      Comparator<? super K> comparator,
      List<Map.Entry<K, V>> entries,
      Bound<K> low,
      Bound<K> high,
      boolean fixed) {
    this.comparator = comparator;
    this.entries = entries;
    this.low = low;
    this.high = high;
    this.fixed = fixed;
  }

  /// A view through which nothing can be changed.
  public TreeMap<K, V> fixed() {
    return new TreeMap<>(comparator, entries, low, high, true);
  }

  @SuppressWarnings("unchecked")
  private int compare(K one, K other) {
    return comparator == null
        ? ((Comparable<? super K>) one).compareTo(other)
        : comparator.compare(one, other);
  }

  /// The index of the first entry at or behind the key, or only behind it.
  private int index(K key, boolean behind) {
    var from = 0;
    var to = entries.size();
    while (from < to) {
      var middle = (from + to) >>> 1;
      var order = compare(entries.get(middle).getKey(), key);
      if (order < 0 || (behind && order == 0)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int first() {
    return low == null ? 0 : index(low.key, low.behind);
  }

  private int end() {
    return high == null ? entries.size() : index(high.key, high.behind);
  }

  /// Null outside of this view.
  private Map.Entry<K, V> at(int index) {
    return index >= first() && index < end() ? entries.get(index) : null;
  }

  @SuppressWarnings("unchecked")
  private Map.Entry<K, V> find(Object key) {
    var entry = at(index((K) key, false));
    return entry != null && compare(entry.getKey(), (K) key) == 0 ? entry : null;
  }

  /// Where there is no bound on one of the sides, nothing is beyond it.
  private boolean isWithin(Bound<K> bound) {
    return !(isBefore(bound, low) || isBefore(high, bound));
  }

  private boolean isBefore(Bound<K> one, Bound<K> other) {
    if (one == null || other == null) {
      return false;
    }
    var order = compare(one.key, other.key);
    return order < 0 || (order == 0 && !one.behind && other.behind);
  }

  private void requireChangeable() {
    if (fixed) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public Comparator<? super K> comparator() {
    return comparator;
  }

  @Override
  public int size() {
    return Math.max(0, end() - first());
  }

  @Override
  public boolean containsKey(Object key) {
    return find(key) != null;
  }

  @Override
  public V get(Object key) {
    return valueOf(find(key));
  }

  @Override
  public V put(K key, V value) {
    requireChangeable();
    if (!isWithin(new Bound<>(key, false)) || !isWithin(new Bound<>(key, true))) {
      throw new IllegalArgumentException("key out of range");
    }
    var found = find(key);
    if (found == null) {
      entries.add(index(key, false), new SimpleEntry<>(key, value));
      return null;
    }
    return found.setValue(value);
  }

  @Override
  public V remove(Object key) {
    requireChangeable();
    var found = find(key);
    if (found != null) {
      entries.remove(index(found.getKey(), false));
    }
    return valueOf(found);
  }

  @Override
  public void clear() {
    requireChangeable();
    if (!isEmpty()) {
      entries.subList(first(), end()).clear();
    }
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return TreeMap.this.size();
      }

      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<K, V>> {
    private int next = first();
    private boolean removable;

    @Override
    public boolean hasNext() {
      return next < end();
    }

    @Override
    public Map.Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      removable = true;
      var entry = entries.get(next++);
      return fixed ? copy(entry) : entry;
    }

    @Override
    public void remove() {
      requireChangeable();
      if (!removable) {
        throw new IllegalStateException();
      }
      removable = false;
      entries.remove(--next);
    }
  }

  private Map.Entry<K, V> copy(Map.Entry<K, V> entry) {
    return entry == null ? null : new SimpleImmutableEntry<>(entry);
  }

  private static <K> K keyOf(Map.Entry<K, ?> entry) {
    return entry == null ? null : entry.getKey();
  }

  private static <V> V valueOf(Map.Entry<?, V> entry) {
    return entry == null ? null : entry.getValue();
  }

  private static <K> K require(K key) {
    if (key == null) {
      throw new NoSuchElementException();
    }
    return key;
  }

  @Override
  public K firstKey() {
    return require(keyOf(firstEntry()));
  }

  @Override
  public K lastKey() {
    return require(keyOf(lastEntry()));
  }

  @Override
  public Map.Entry<K, V> firstEntry() {
    return copy(at(first()));
  }

  @Override
  public Map.Entry<K, V> lastEntry() {
    return copy(at(end() - 1));
  }

  @Override
  public Map.Entry<K, V> pollFirstEntry() {
    return poll(firstEntry());
  }

  @Override
  public Map.Entry<K, V> pollLastEntry() {
    return poll(lastEntry());
  }

  private Map.Entry<K, V> poll(Map.Entry<K, V> entry) {
    requireChangeable();
    if (entry != null) {
      remove(entry.getKey());
    }
    return entry;
  }

  @Override
  public Map.Entry<K, V> lowerEntry(K key) {
    return copy(at(Math.min(index(key, false), end()) - 1));
  }

  @Override
  public K lowerKey(K key) {
    return keyOf(lowerEntry(key));
  }

  @Override
  public Map.Entry<K, V> floorEntry(K key) {
    return copy(at(Math.min(index(key, true), end()) - 1));
  }

  @Override
  public K floorKey(K key) {
    return keyOf(floorEntry(key));
  }

  @Override
  public Map.Entry<K, V> ceilingEntry(K key) {
    return copy(at(Math.max(index(key, false), first())));
  }

  @Override
  public K ceilingKey(K key) {
    return keyOf(ceilingEntry(key));
  }

  @Override
  public Map.Entry<K, V> higherEntry(K key) {
    return copy(at(Math.max(index(key, true), first())));
  }

  @Override
  public K higherKey(K key) {
    return keyOf(higherEntry(key));
  }

  private NavigableMap<K, V> view(Bound<K> from, Bound<K> to) {
    var reversed = from != null && to != null && compare(from.key, to.key) > 0;
    if (reversed || !isWithin(from) || !isWithin(to)) {
      throw new IllegalArgumentException("out of range");
    }
    return new TreeMap<>(
        comparator, entries, from == null ? low : from, to == null ? high : to, fixed);
  }

  @Override
  public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
    return view(new Bound<>(from, !fromInclusive), new Bound<>(to, toInclusive));
  }

  @Override
  public NavigableMap<K, V> headMap(K to, boolean inclusive) {
    return view(null, new Bound<>(to, inclusive));
  }

  @Override
  public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
    return view(new Bound<>(from, !inclusive), null);
  }

  @Override
  public SortedMap<K, V> subMap(K from, K to) {
    return subMap(from, true, to, false);
  }

  @Override
  public SortedMap<K, V> headMap(K to) {
    return headMap(to, false);
  }

  @Override
  public SortedMap<K, V> tailMap(K from) {
    return tailMap(from, true);
  }

  @Override
  public NavigableMap<K, V> descendingMap() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NavigableSet<K> navigableKeySet() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NavigableSet<K> descendingKeySet() {
    throw new UnsupportedOperationException();
  }
}
