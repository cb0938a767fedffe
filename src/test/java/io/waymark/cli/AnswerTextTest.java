package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.LastDecisions;
import io.waymark.model.Answer;
import io.waymark.model.Answer.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void saysSinceWhenTheStageIs() {
    long since = NOW.minusSeconds(7_200).toEpochMilli();
    long last = NOW.minusSeconds(60).toEpochMilli();

    assertThat(lines(new Profile("purchase", since, last, "new", Map.of(), null)))
        .contains(
            "  stage    purchase since 2026-06-01T10:00:00Z (2h)",
            "  segment  new",
            "  last     touchpoint at 2026-06-01T11:59:00Z");
  }

  @Test
  void saysWhatIsNotKeptWithoutAJourneyMap() {
    assertThat(lines(new Profile("purchase", null, null, null, Map.of(), null)))
        .contains(
            "  stage    purchase; since when is not kept",
            "  segment  not kept",
            "  last     not kept: job.journey-map is off, or was at the last touchpoint");
  }

  private static List<String> lines(Profile profile) {
    Answer answer =
        new Answer(
            "q",
            "ann",
            null,
            NOW.toEpochMilli(),
            profile,
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of(),
            null);
    return new AnswerText(answer).lines(new LastDecisions(List.of(), 7));
  }
}
