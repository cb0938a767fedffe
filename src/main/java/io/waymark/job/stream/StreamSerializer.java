package io.waymark.job.stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.binary.ArrivalCodec;
import io.waymark.binary.Binary;
import io.waymark.binary.PackedArrival;
import io.waymark.binary.TouchpointCodec;
import io.waymark.intake.IntakeResult;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Observation;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.model.PolicyText;
import io.waymark.model.Position;
import io.waymark.model.Question;
import io.waymark.model.RuleOutcomes;
import io.waymark.model.RuleText;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes every record of our streams: a kind byte, then touchpoints in their binary form, which are
 * many, and the others as JSON of their fields, which are few. Kinds are frozen; a record that
 * changes its form gets a new one.
 */
final class StreamSerializer extends TypeSerializerSingleton<Object> {
  static final StreamSerializer INSTANCE = new StreamSerializer();

  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(ValuesModule.create());

  /** The form in which an arrival travelled and waited until 0.1.0; it is only read. */
  private static final int ARRIVAL = 1;

  private static final int REFUSED = 2;
  private static final int SKIPPED = 3;
  private static final int ACCEPTED = 4;
  private static final int PACKED_ARRIVAL = 5;
  private static final int STORED_RULE = 6;
  private static final int MAP_TALLY = 8;

  /** The kind of {@link #APPLIED} before it had a segment; it is read only. */
  private static final int APPLIED_WITHOUT_SEGMENT = 7;

  private static final int APPLIED = 9;
  private static final int POLICY = 10;
  private static final int QUESTION = 11;
  private static final int OBSERVATION = 13;
  private static final int HEADCOUNT_TALLY = 14;
  private static final int PAUSE_CHANGE = 15;

  private static final int RULE_OUTCOMES = 24;
  private static final int PAUSE = 25;

  /** The records on topics whose kind does not follow from the order of the topics. */
  private static final Set<Class<?>> HAVE_A_KIND =
      Set.of(Applied.class, RuleOutcomes.class, Pause.class);

  /**
   * The records that are written as JSON; their kind is {@link #FIRST_JSON} plus their place in
   * this list.
   */
  private static final List<Class<?>> AS_JSON =
      Stream.<Class<?>>concat(
              Stream.of(RuleText.class),
              Topics.OUTPUTS.stream()
                  .map(OutputTopic::type)
                  .filter(type -> !HAVE_A_KIND.contains(type)))
          .toList();

  private static final int FIRST_JSON = 16;
  private static final String OUTCOME = "outcome";

  /** Returns the names of the kinds, all of them frozen. */
  static Map<Integer, String> kinds() {
    Map<Integer, String> kinds = new TreeMap<>();
    kinds.put(ARRIVAL, "arrival");
    kinds.put(REFUSED, "refused");
    kinds.put(SKIPPED, "skipped");
    kinds.put(ACCEPTED, "accepted");
    kinds.put(PACKED_ARRIVAL, "packed-arrival");
    kinds.put(STORED_RULE, "stored-rule");
    kinds.put(MAP_TALLY, "map-tally");
    kinds.put(APPLIED_WITHOUT_SEGMENT, "applied");
    kinds.put(APPLIED, "applied-with-segment");
    kinds.put(POLICY, "policy");
    kinds.put(QUESTION, "question");
    kinds.put(OBSERVATION, "observation");
    kinds.put(RULE_OUTCOMES, RuleOutcomes.class.getSimpleName());
    kinds.put(HEADCOUNT_TALLY, "headcount-tally");
    kinds.put(PAUSE_CHANGE, "pause-change");
    kinds.put(PAUSE, "pause");
    AS_JSON.forEach(type -> kinds.put(FIRST_JSON + AS_JSON.indexOf(type), type.getSimpleName()));
    return kinds;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Object createInstance() {
    return new Position("", 0, 0);
  }

  @Override
  public Object copy(Object from) {
    return from;
  }

  @Override
  public Object copy(Object from, Object reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Object record, DataOutputView out) throws IOException {
    if (record instanceof PackedArrival arrival) {
      out.writeByte(PACKED_ARRIVAL);
      arrival.write(out);
    } else if (record instanceof Applied applied) {
      out.writeByte(APPLIED);
      TouchpointCodec.write(out, applied.touchpoint());
      Binary.writeOptionalText(out, applied.stage());
      Binary.writeOptionalText(out, applied.segment());
      out.writeBoolean(applied.isStageEntered());
    } else if (record instanceof IntakeResult.Accepted accepted) {
      out.writeByte(ACCEPTED);
      ArrivalCodec.write(out, accepted.arrival());
    } else if (record instanceof IntakeResult.Skipped skipped) {
      out.writeByte(SKIPPED);
      ArrivalCodec.writePosition(out, skipped.position());
    } else if (record instanceof IntakeResult.Refused refused) {
      out.writeByte(REFUSED);
      Binary.writeBytes(out, json(refused.letter()));
    } else if (record instanceof StoredRule rule) {
      out.writeByte(STORED_RULE);
      StoredRuleCodec.write(out, rule);
    } else if (record instanceof PolicyText policy) {
      out.writeByte(POLICY);
      Binary.writeOptionalText(out, policy.text());
      Binary.writeText(out, policy.origin());
      Binary.writeInteger(out, policy.offset());
    } else if (record instanceof Question question) {
      out.writeByte(QUESTION);
      Binary.writeText(out, question.id());
      Binary.writeText(out, question.customer());
      Binary.writeOptionalText(out, question.rule());
      Binary.writeInteger(out, question.askedMillis());
      Binary.writeInteger(out, question.offset());
    } else if (record instanceof MapTally tally) {
      out.writeByte(MAP_TALLY);
      tally.write(out);
    } else if (record instanceof Observation observation) {
      out.writeByte(OBSERVATION);
      Binary.writeBytes(out, json(observation));
    } else if (record instanceof RuleOutcomes outcomes) {
      out.writeByte(RULE_OUTCOMES);
      Binary.writeBytes(out, json(outcomes));
    } else if (record instanceof HeadcountTally tally) {
      out.writeByte(HEADCOUNT_TALLY);
      tally.write(out);
    } else if (record instanceof PauseChange change) {
      out.writeByte(PAUSE_CHANGE);
      PauseCodec.write(out, change);
    } else if (record instanceof Pause pause) {
      out.writeByte(PAUSE);
      PauseCodec.write(out, pause);
    } else {
      int kind = AS_JSON.indexOf(record.getClass());
      if (kind < 0) {
        throw new IOException("not a record of our streams: " + record.getClass());
      }
      out.writeByte(FIRST_JSON + kind);
      Binary.writeBytes(out, json(record));
    }
  }

  /** Writes a record; half a character, which UTF-8 cannot hold, becomes a question mark. */
  private static byte[] json(Object record) throws IOException {
    return JSON.writeValueAsString(record).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object deserialize(DataInputView in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case ARRIVAL -> new PackedArrival.Packer().pack(ArrivalCodec.read(in));
      case PACKED_ARRIVAL -> PackedArrival.read(in);
      case ACCEPTED -> new IntakeResult.Accepted(ArrivalCodec.read(in));
      case SKIPPED -> new IntakeResult.Skipped(ArrivalCodec.readPosition(in));
      case REFUSED ->
          new IntakeResult.Refused(JSON.readValue(Binary.readBytes(in), DeadLetter.class));
      case STORED_RULE -> StoredRuleCodec.read(in);
      case MAP_TALLY -> MapTally.read(in);
      case POLICY ->
          new PolicyText(Binary.readOptionalText(in), Binary.readText(in), Binary.readInteger(in));
      case QUESTION ->
          new Question(
              Binary.readText(in),
              Binary.readText(in),
              Binary.readOptionalText(in),
              Binary.readInteger(in),
              Binary.readInteger(in));
      case OBSERVATION -> JSON.readValue(Binary.readBytes(in), Observation.class);
      case RULE_OUTCOMES -> JSON.readValue(Binary.readBytes(in), RuleOutcomes.class);
      case APPLIED_WITHOUT_SEGMENT ->
          new Applied(
              TouchpointCodec.read(in), Binary.readOptionalText(in), null, in.readBoolean());
      case APPLIED ->
          new Applied(
              TouchpointCodec.read(in),
              Binary.readOptionalText(in),
              Binary.readOptionalText(in),
              in.readBoolean());
      case HEADCOUNT_TALLY -> HeadcountTally.read(in);
      case PAUSE_CHANGE -> PauseCodec.readChange(in);
      case PAUSE -> PauseCodec.read(in);
      default -> {
        if (kind < FIRST_JSON || kind >= FIRST_JSON + AS_JSON.size()) {
          throw new IOException("unknown kind of record: " + kind);
        }
        Class<?> type = AS_JSON.get(kind - FIRST_JSON);
        byte[] json = Binary.readBytes(in);
        yield type == Decision.class ? decision(json) : JSON.readValue(json, type);
      }
    };
  }

  /** Reads a decision; until 0.1.0 it said only what withheld it. */
  private static Decision decision(byte[] json) throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(json);
    if (!tree.has(OUTCOME)) {
      JsonNode gate = tree.get("withheldBy");
      tree.set("gate", gate);
      tree.put(OUTCOME, (gate.isNull() ? Outcome.SENT : Outcome.WITHHELD).name());
      tree.putArray("touchpoints");
    }
    return JSON.treeToValue(tree, Decision.class);
  }

  @Override
  public Object deserialize(Object reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<Object> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Stands in every savepoint under its class name, by which Flink finds it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Object> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
