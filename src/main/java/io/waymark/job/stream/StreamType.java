package io.waymark.job.stream;

import io.waymark.binary.PackedArrival;
import io.waymark.intake.IntakeResult;
import io.waymark.model.Directive;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleText;
import io.waymark.wire.OutputTopic;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.OutputTag;

/** The types of our streams. */
public final class StreamType<T> extends TypeInformation<T> {
  public static final StreamType<IntakeResult> INTAKE_RESULT = new StreamType<>(IntakeResult.class);
  public static final StreamType<PackedArrival> ARRIVAL = new StreamType<>(PackedArrival.class);
  public static final StreamType<Directive> DIRECTIVE = new StreamType<>(Directive.class);

  /** The type of the rules state; in savepoints of 0.1.0 its entries are {@link RuleText}s. */
  public static final StreamType<Object> RULES_STATE = new StreamType<>(Object.class);

  /** The type of a stream of all that goes out. */
  public static final StreamType<Outgoing> OUTGOING = new StreamType<>(Outgoing.class);

  /** The type of what subtasks have counted for the map. */
  public static final StreamType<MapTally> MAP_TALLY = new StreamType<>(MapTally.class);

  /** The type of what was observed of the goals of rules. */
  public static final StreamType<Observation> OBSERVATION = new StreamType<>(Observation.class);

  /** The type of what subtasks have counted for the breaker. */
  public static final StreamType<HeadcountTally> HEADCOUNT_TALLY =
      new StreamType<>(HeadcountTally.class);

  private static final long serialVersionUID = 1;

  private final Class<T> type;

  private StreamType(Class<T> type) {
    this.type = type;
  }

  /** Returns the type of the records of a topic. */
  public static <T extends Outgoing> StreamType<T> of(OutputTopic<T> topic) {
    return new StreamType<>(topic.type());
  }

  /** Returns the tag of the side output whose records go to a topic. */
  public static <T extends Outgoing> OutputTag<T> tag(OutputTopic<T> topic) {
    return new OutputTag<>(topic.id(), of(topic));
  }

  /** Returns the serializer, for state descriptors. */
  @SuppressWarnings("unchecked")
  public TypeSerializer<T> serializer() {
    return (TypeSerializer<T>) (TypeSerializer<?>) StreamSerializer.INSTANCE;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer();
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamType<?> that && that.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof StreamType;
  }
}
