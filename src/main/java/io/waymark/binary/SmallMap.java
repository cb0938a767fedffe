package io.waymark.binary;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of few entries, in insertion order: two arrays that a lookup scans, which at
 * this size is faster and smaller than a hash table.
 *
 * <p>A lookup compares references first, which does not touch the keys: most of them are interned
 * ({@link TextInterner}).
 */
public final class SmallMap<V> extends AbstractMap<String, V> {
  static final int MAX_ENTRIES = 8;

  private final String[] keys;
  private final Object[] values;

  /**
   * Wraps the arrays without copying them: one is made for each touchpoint that is read.
   *
   * @param keys without duplicates
   * @param values in the order of their keys
   */
  SmallMap(String[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Returns an immutable copy for frequent lookups: a small map with interned keys, or the JDK's
   * own if there are more than {@link #MAX_ENTRIES} entries.
   */
  public static <V> Map<String, V> copyOf(Map<String, V> map) {
    if (map.size() > MAX_ENTRIES) {
      return Map.copyOf(map);
    }
    String[] keys = map.keySet().stream().map(String::intern).toArray(String[]::new);
    return new SmallMap<>(keys, map.values().toArray());
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  public @Nullable V get(@Nullable Object key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return (V) values[i];
      }
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return (V) values[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return IntStream.range(0, keys.length).mapToObj(SmallMap.this::entry).iterator();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private Map.Entry<String, V> entry(int index) {
    return Map.entry(keys[index], (V) values[index]);
  }
}
