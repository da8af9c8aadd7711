package dev.parterre.browser.java.util;

import java.util.NavigableMap;

/// Static methods of `Collections`.
public final class CollectionsMethods {

  private CollectionsMethods() {}

  /// @param map a [TreeMap], which is the only kind there is here
  @SuppressWarnings("unchecked")
  public static <K, V> NavigableMap<K, V> unmodifiableNavigableMap(
      NavigableMap<K, ? extends V> map) {
    return ((TreeMap<K, V>) (Object) map).fixed();
  }
}
