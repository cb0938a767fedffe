package io.waymark.job.journey;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;

/** Broadcast state in a map. */
final class MapBroadcastState implements BroadcastState<String, Object> {
  final Map<String, Object> map = new HashMap<>();

  @Override
  public void put(String key, Object value) {
    map.put(key, value);
  }

  @Override
  public void putAll(Map<String, Object> values) {
    map.putAll(values);
  }

  @Override
  public void remove(String key) {
    map.remove(key);
  }

  @Override
  public Iterator<Map.Entry<String, Object>> iterator() {
    return map.entrySet().iterator();
  }

  @Override
  public Iterable<Map.Entry<String, Object>> entries() {
    return map.entrySet();
  }

  @Override
  public @Nullable Object get(String key) {
    return map.get(key);
  }

  @Override
  public boolean contains(String key) {
    return map.containsKey(key);
  }

  @Override
  public Iterable<Map.Entry<String, Object>> immutableEntries() {
    return Map.copyOf(map).entrySet();
  }

  @Override
  public void clear() {
    map.clear();
  }
}
