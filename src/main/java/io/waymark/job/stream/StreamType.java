package io.waymark.job.stream;

import io.waymark.intake.Intaken;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The types of our streams. */
public final class StreamType<T> extends TypeInformation<T> {
  public static final StreamType<Intaken> INTAKEN = new StreamType<>(Intaken.class);
  public static final StreamType<PackedArrival> ARRIVAL = new StreamType<>(PackedArrival.class);
  public static final StreamType<RuleText> RULE_TEXT = new StreamType<>(RuleText.class);
  public static final StreamType<Trigger> TRIGGER = new StreamType<>(Trigger.class);
  public static final StreamType<Decision> DECISION = new StreamType<>(Decision.class);
  public static final StreamType<Transition> TRANSITION = new StreamType<>(Transition.class);
  public static final StreamType<DeadLetter> DEAD_LETTER = new StreamType<>(DeadLetter.class);
  public static final StreamType<RuleStatus> RULE_STATUS = new StreamType<>(RuleStatus.class);

  private static final long serialVersionUID = 1;

  private final Class<T> type;

  private StreamType(Class<T> type) {
    this.type = type;
  }

  /** The serializer, for state descriptors. */
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
