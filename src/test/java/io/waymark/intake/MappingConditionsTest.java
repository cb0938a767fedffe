package io.waymark.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import org.junit.jupiter.api.Test;

/** The conditions of a mapping, which skip inputs, refuse them, or fail. */
class MappingConditionsTest {
  private static final long NOW = 2_000_000_000_000L;

  @Test
  void aConditionThatFailsGivesADeadLetterWithTheConditionAndTheReason() {
    for (String key : new String[] {"skip", "require"}) {
      IntakeResult result = take(key, "int(record.amount) > 5", "\"many\"");

      DeadLetter letter = ((IntakeResult.Refused) result).letter();
      assertThat(letter.reason()).isEqualTo(Reason.MAPPING);
      assertThat(letter.message())
          .startsWith("orders-0@3: " + key + ": int(record.amount) > 5 fails: ");
      assertThat(new String(letter.original(), UTF_8)).contains("\"amount\": \"many\"");
    }
  }

  @Test
  void aConditionThatTakesTooManyStepsGivesADeadLetter() {
    String all = "record.list.all(a, record.list.all(b, record.list.all(c, a + b + c < 1000)))";

    for (String key : new String[] {"skip", "require"}) {
      IntakeResult result = take(key, all, "1, \"list\": [" + "1, ".repeat(199) + "1]");

      assertThat(((IntakeResult.Refused) result).letter().reason()).isEqualTo(Reason.MAPPING);
    }
  }

  @Test
  void aConditionThatHoldsSkipsOrLetsPass() {
    assertThat(take("skip", "record.amount > 5", "6")).isInstanceOf(IntakeResult.Skipped.class);
    assertThat(take("skip", "record.amount > 5", "5")).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(take("require", "record.amount > 5", "6")).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(((IntakeResult.Refused) take("require", "record.amount > 5", "5")).letter().reason())
        .isEqualTo(Reason.REQUIRED);
  }

  @Test
  void aConditionOverAMissingValueIsFalseAndDoesNotFail() {
    assertThat(take("skip", "record.total > 5", "6")).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(((IntakeResult.Refused) take("require", "record.total > 5", "6")).letter().reason())
        .isEqualTo(Reason.REQUIRED);
  }

  private static IntakeResult take(String key, String condition, String amount) {
    String mapping =
        """
        mapping: orders
        format: json
        %s: %s
        id: record.id
        customer: record.customer
        type: '"Order Completed"'
        time: '1000'
        """
            .formatted(key, condition);
    String record = "{\"id\": \"1\", \"customer\": \"ann\", \"amount\": " + amount + "}";
    return new Intake(new MappingSource("orders", mapping).compile(), 0)
        .take(record.getBytes(UTF_8), new Position("orders", 0, 3), NOW)
        .get(0);
  }
}
