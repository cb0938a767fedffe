package io.waymark.match.cep;

import io.waymark.binary.Binary;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A Flink map state that is a plain map, and whose content can be exchanged for the content of
 * another customer's runs.
 */
final class HeapMap<K, V> implements MapState<K, V> {
  private final TypeSerializer<K> keys;
  private final TypeSerializer<V> values;
  private Map<K, V> map = new HashMap<>();

  HeapMap(TypeSerializer<K> keys, TypeSerializer<V> values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Works on {@code content} from now on; it must come from {@link #empty} or {@link #read} of this
   * map.
   */
  @SuppressWarnings("unchecked")
  void use(Map<?, ?> content) {
    map = (Map<K, V>) content;
  }

  Map<K, V> empty() {
    return new HashMap<>();
  }

  void write(DataOutputView out) throws IOException {
    Binary.writeInteger(out, map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      keys.serialize(entry.getKey(), out);
      values.serialize(entry.getValue(), out);
    }
  }

  Map<K, V> read(DataInputView in) throws IOException {
    Map<K, V> content = empty();
    for (int left = Binary.readCount(in); left > 0; left--) {
      content.put(keys.deserialize(in), values.deserialize(in));
    }
    return content;
  }

  @Override
  @SuppressWarnings("NullAway") // The interface is from before null marks: absent is null.
  public V get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, V value) {
    map.put(key, value);
  }

  @Override
  public void putAll(Map<K, V> entries) {
    map.putAll(entries);
  }

  @Override
  public void remove(K key) {
    map.remove(key);
  }

  @Override
  public boolean contains(K key) {
    return map.containsKey(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return map.entrySet();
  }

  @Override
  public Iterable<K> keys() {
    return map.keySet();
  }

  @Override
  public Iterable<V> values() {
    return map.values();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return map.entrySet().iterator();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
  }

  @Override
  public void clear() {
    map.clear();
  }
}
