package io.waymark.job.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Golden;
import io.waymark.binary.PackedArrival;
import io.waymark.journey.TallySums;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Trigger;
import io.waymark.wire.DocumentSamples;
import io.waymark.wire.Topics;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamTypeTest {
  static final Collection<Object> FULL = Samples.FULL_RECORDS.values();
  static final Collection<Object> BARE = Samples.BARE_RECORDS;
  static final Collection<String> KINDS = Samples.FULL_RECORDS.keySet();

  /** The name of the form that arrivals had before they were packed. */
  private static final String UNPACKED = "arrival";

  /** The name of the form that applied touchpoints had before they named a segment. */
  private static final String WITHOUT_SEGMENT = "applied";

  /** The name of the form that decisions had when they were sent or named what withheld them. */
  private static final String OF_GATE = "decision-of-gate";

  /** The name of the form that triggers had before they said whether a customer is anonymous. */
  private static final String OF_ANYBODY = "trigger-of-anybody";

  private static final Set<String> EARLIER = Set.of(UNPACKED, WITHOUT_SEGMENT, OF_GATE, OF_ANYBODY);

  static final List<StreamType<?>> TYPES =
      List.of(
          StreamType.INTAKE_RESULT,
          StreamType.ARRIVAL,
          StreamType.DIRECTIVE,
          StreamType.OUTGOING,
          StreamType.MAP_TALLY,
          StreamType.OBSERVATION,
          StreamType.HEADCOUNT_TALLY);

  static final List<Outgoing> DOCUMENTED =
      Topics.OUTPUTS.stream()
          .<Outgoing>flatMap(topic -> DocumentSamples.of(topic).stream())
          .toList();

  @ParameterizedTest
  @FieldSource("TYPES")
  void everyTypeHasASampleHere(StreamType<?> type) {
    assertThat(FULL).anyMatch(type.getTypeClass()::isInstance);
  }

  @Test
  void writesHalfACharacterAsAQuestionMark() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            new Position("web", 0, 7), DeadLetter.Reason.MAPPING, "'\uD83D'", new byte[0], 0, 0);

    Object read = StreamSerializer.INSTANCE.deserialize(new DataInputDeserializer(write(letter)));

    assertThat(((DeadLetter) read).message()).isEqualTo("'?'");
  }

  @ParameterizedTest
  @FieldSource({"FULL", "BARE", "DOCUMENTED"})
  void readsWhatItWrote(Object record) throws Exception {
    DataInputDeserializer in = new DataInputDeserializer(write(record));

    Object read = StreamSerializer.INSTANCE.deserialize(in);

    assertThat(read).isExactlyInstanceOf(record.getClass());
    assertThat(seen(read)).usingRecursiveComparison().isEqualTo(seen(record));
    assertThat(in.available()).isZero();
  }

  @ParameterizedTest
  @FieldSource("FULL")
  void copiesFromStreamToStream(Object record) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);

    StreamSerializer.INSTANCE.copy(new DataInputDeserializer(write(record)), out);

    assertThat(seen(read(out.getCopyOfBuffer())))
        .usingRecursiveComparison()
        .isEqualTo(seen(record));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void readsWhatWasWrittenOnce(String kind) throws Exception {
    Object read = read(Golden.bytes("streams/" + kind));

    assertThat(seen(read))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .ignoringCollectionOrder()
        .isEqualTo(seen(Samples.FULL_RECORDS.get(kind)));
  }

  @Test
  void readsAnArrivalThatWasNotPacked() throws Exception {
    PackedArrival arrival = (PackedArrival) read(Golden.bytes("streams/" + UNPACKED));

    assertThat(arrival.unpack()).isEqualTo(Samples.ARRIVAL);
  }

  @Test
  void readsAnAppliedTouchpointWithoutASegment() throws Exception {
    Object read = read(Golden.bytes("streams/" + WITHOUT_SEGMENT));

    assertThat(read).isEqualTo(new Applied(Samples.FULL, "purchase", null, true));
  }

  @Test
  void readsADecisionThatSaysOnlyWhatWithheldIt() throws Exception {
    Decision decision = (Decision) read(Golden.bytes("streams/" + OF_GATE));

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.WITHHELD);
    assertThat(decision.gate()).isEqualTo(Gate.COOLDOWN);
    assertThat(decision.touchpoints()).isEmpty();
  }

  @Test
  void readsATriggerThatDoesNotSayWhetherTheCustomerIsAnonymous() throws Exception {
    Trigger trigger = (Trigger) read(Golden.bytes("streams/" + OF_ANYBODY));

    assertThat(trigger.isAnonymous()).isNull();
    assertThat(trigger.withAnonymous(true))
        .usingRecursiveComparison()
        .isEqualTo(Samples.FULL_RECORDS.get("trigger"));
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void everyGoldenFileIsRead(String file) {
    String kind = file.replace(".hex", "");
    assertThat(KINDS.contains(kind) || EARLIER.contains(kind)).isTrue();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void saysThatBytesBreakOff(String kind) {
    byte[] whole = Golden.bytes("streams/" + kind);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> read(half)).isInstanceOf(IOException.class);
  }

  @Test
  void saysThatAKindIsUnknown() {
    assertThatThrownBy(() -> read(new byte[] {99, 1, 2}))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown kind of record: 99");
    assertThatThrownBy(() -> read(new byte[] {-1}))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown kind of record: -1");
  }

  @Test
  void writesNothingButRecordsOfOurStreams() {
    assertThatThrownBy(() -> write("text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void isTheSameSerializerAfterARestore() {
    TypeSerializer<?> serializer = StreamType.ARRIVAL.serializer();
    TypeSerializerSnapshot<?> snapshot = serializer.snapshotConfiguration();

    assertThat(snapshot.restoreSerializer()).isSameAs(serializer);
  }

  @Test
  void readsOfAPackedArrivalWhoseItIsAndWhen() throws Exception {
    PackedArrival arrival = (PackedArrival) read(Golden.bytes("streams/packed-arrival"));

    assertThat(arrival.customer()).isEqualTo(Samples.FULL.customer());
    assertThat(arrival.timeMillis()).isEqualTo(Samples.FULL.timeMillis());
  }

  /** Returns what a record says, however it is laid out. */
  private static Object seen(Object record) {
    if (record instanceof MapTally tally) {
      return List.of(
          tally.subtask(), tally.subtasks(), tally.clockMillis(), TallySums.of(tally.stages()));
    }
    return record instanceof PackedArrival arrival ? arrival.unpack() : record;
  }

  static Stream<String> goldenFiles() throws Exception {
    File folder = new File(StreamTypeTest.class.getResource("/golden/streams").toURI());
    return Stream.of(folder.list());
  }

  private static byte[] write(Object record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    StreamSerializer.INSTANCE.serialize(record, out);
    return out.getCopyOfBuffer();
  }

  private static Object read(byte[] bytes) throws IOException {
    return StreamSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}
