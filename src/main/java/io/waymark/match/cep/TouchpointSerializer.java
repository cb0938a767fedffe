package io.waymark.match.cep;

import io.waymark.binary.TouchpointCodec;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Adapts {@link TouchpointCodec} to what Flink's shared buffer asks for. */
final class TouchpointSerializer extends TypeSerializerSingleton<Touchpoint> {
  static final TouchpointSerializer INSTANCE = new TouchpointSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Touchpoint createInstance() {
    return new Touchpoint("", "", null, "", null, 0, null, Map.of());
  }

  @Override
  public Touchpoint copy(Touchpoint from) {
    return from;
  }

  @Override
  public Touchpoint copy(Touchpoint from, Touchpoint reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Touchpoint touchpoint, DataOutputView target) throws IOException {
    TouchpointCodec.write(target, touchpoint);
  }

  @Override
  public Touchpoint deserialize(DataInputView source) throws IOException {
    return TouchpointCodec.read(source);
  }

  @Override
  public Touchpoint deserialize(Touchpoint reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Touchpoint> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink finds this class by its name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Touchpoint> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
