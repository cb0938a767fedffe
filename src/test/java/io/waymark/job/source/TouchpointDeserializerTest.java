package io.waymark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a topic, as the source takes them. */
class TouchpointDeserializerTest {
  private static final String MARK = "\uFEFF";
  private static final String JSON =
      "{\"id\": \"t1\", \"customer\": \"ann\", \"type\": \"page\", \"time\":"
          + " \"2026-03-01T09:00:00Z\", \"properties\": {\"note\": \"a\"}}";
  private static final MappingSource CSV =
      new MappingSource(
          "notes",
          """
          mapping: notes
          format: csv
          csv: {columns: [id, customer, note]}
          id: record.id
          customer: record.customer
          type: '"page"'
          time: '1772355600000'
          properties: {note: record.note}
          """);

  @ParameterizedTest
  @ValueSource(strings = {"", MARK})
  void takesAJsonRecordWithAndWithoutAByteOrderMark(String mark) {
    assertTaken(take(MappingSource.named("waymark"), mark + JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t1,ann,a", MARK + "t1,ann,a", MARK + "\"t1\",ann,a\r\n"})
  void takesACsvRecordWithAndWithoutAByteOrderMark(String record) {
    assertTaken(take(CSV, record));
  }

  @Test
  void takesOneByteOrderMarkOnlyAndOnlyAtTheStart() {
    for (String text : List.of(MARK + MARK + JSON, JSON + MARK, MARK)) {
      IntakeResult result = take(MappingSource.named("waymark"), text);

      assertThat(((IntakeResult.Refused) result).letter().reason())
          .isEqualTo(DeadLetter.Reason.NOT_JSON);
      assertThat(((IntakeResult.Refused) result).letter().original())
          .isEqualTo(text.getBytes(UTF_8));
    }
  }

  @Test
  void refusesARecordWithoutAValue() {
    IntakeResult result = take(MappingSource.named("waymark"), null);

    assertThat(result).isInstanceOf(IntakeResult.Refused.class);
    assertThat(result.position()).isEqualTo(new Position("web", 2, 7));
  }

  private static void assertTaken(IntakeResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            IntakeResult.Accepted.class,
            accepted -> {
              assertThat(accepted.arrival().touchpoint().id()).isEqualTo("t1");
              assertThat(accepted.arrival().touchpoint().customer()).isEqualTo("ann");
              assertThat(accepted.arrival().touchpoint().properties())
                  .isEqualTo(Map.of("note", "a"));
              assertThat(accepted.position()).isEqualTo(new Position("web", 2, 7));
            });
  }

  private static IntakeResult take(MappingSource mapping, String value) {
    TouchpointDeserializer records = new TouchpointDeserializer(mapping, 0);
    records.open(null);
    List<IntakeResult> results = new ArrayList<>();
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    records.deserialize(
        new ConsumerRecord<>("web", 2, 7, null, bytes), new ListCollector<>(results));
    assertThat(results).hasSize(1);
    return results.get(0);
  }
}
