package io.waymark.binary;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A map of so few entries that a walk over their keys is the fastest way to one: two arrays instead
 * of a table and an object an entry. It keeps their order, and cannot be changed.
 *
 * <p>Keys are looked for as the same object first, which does not touch them: types and names of
 * properties mostly are, by {@link TextInterner}.
 */
public final class SmallMap<V> extends AbstractMap<String, V> {
  static final int MAX_ENTRIES = 8;

  private final String[] keys;
  private final Object[] values;

  /**
   * @param keys of which no two are the same
   * @param values in the order of their keys
   */
  SmallMap(String[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** A copy for lookups that come again and again; as it is where its entries are not few. */
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
  private Map.Entry<String, V> entry(int place) {
    return Map.entry(keys[place], (V) values[place]);
  }
}
