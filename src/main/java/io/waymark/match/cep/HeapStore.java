package io.waymark.match.cep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Hands out {@link HeapMap}s, which is all that Flink's shared buffer asks of a state store. */
final class HeapStore implements KeyedStateStore {
  private final List<HeapMap<?, ?>> maps = new ArrayList<>();

  /** Returns the content of as many empty maps as the shared buffer asked for. */
  List<Map<?, ?>> empty() {
    List<Map<?, ?>> contents = new ArrayList<>();
    maps.forEach(map -> contents.add(map.empty()));
    return contents;
  }

  /** Lets the shared buffer work on these contents from now on. */
  void use(List<Map<?, ?>> contents) {
    for (int i = 0; i < maps.size(); i++) {
      maps.get(i).use(contents.get(i));
    }
  }

  void write(DataOutputView out) throws IOException {
    for (HeapMap<?, ?> map : maps) {
      map.write(out);
    }
  }

  List<Map<?, ?>> read(DataInputView in) throws IOException {
    List<Map<?, ?>> contents = new ArrayList<>();
    for (HeapMap<?, ?> map : maps) {
      contents.add(map.read(in));
    }
    return contents;
  }

  @Override
  public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
    HeapMap<K, V> map =
        new HeapMap<>(descriptor.getKeySerializer(), descriptor.getValueSerializer());
    maps.add(map);
    return map;
  }

  @Override
  public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <I, A, O> AggregatingState<I, O> getAggregatingState(
      AggregatingStateDescriptor<I, A, O> descriptor) {
    throw unsupported();
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ValueState<T> getValueState(
      org.apache.flink.api.common.state.v2.ValueStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ListState<T> getListState(
      org.apache.flink.api.common.state.v2.ListStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <K, V> org.apache.flink.api.common.state.v2.MapState<K, V> getMapState(
      org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
    throw unsupported();
  }

  @Override
  public <T> org.apache.flink.api.common.state.v2.ReducingState<T> getReducingState(
      org.apache.flink.api.common.state.v2.ReducingStateDescriptor<T> descriptor) {
    throw unsupported();
  }

  @Override
  public <I, A, O> org.apache.flink.api.common.state.v2.AggregatingState<I, O> getAggregatingState(
      org.apache.flink.api.common.state.v2.AggregatingStateDescriptor<I, A, O> descriptor) {
    throw unsupported();
  }

  @Override
  public String getBackendTypeIdentifier() {
    return "heap";
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("the shared buffer of Flink 2.2 uses map state only");
  }
}
