package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Pause;
import io.waymark.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that goes wild in a playback: reported, and the same whatever the parallelism. */
class PlaybackBreakerTest {
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final long BEGIN = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();
  private static final int TOUCHPOINTS = 4_000;

  @TempDir private Path temp;

  @BeforeEach
  void writeFiles() throws Exception {
    Path rules = Files.createDirectories(temp.resolve("rules"));
    rule(rules, "wild", "Wild");
    rule(rules, "tame", "Tame");
    Files.writeString(
        temp.resolve("policy.yaml"),
        """
        policy: p
        breaker: {rule: {most: 5%, of: customers, in: 1h}, then: pause}
        """);
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    long millis = BEGIN;
    for (int i = 0; i < TOUCHPOINTS; i++) {
      millis += random.nextInt(6_000);
      boolean isLate = i > TOUCHPOINTS / 2;
      String type =
          random.nextInt(50) == 0 ? "Tame" : isLate && random.nextInt(4) == 0 ? "Wild" : "page";
      lines.add(
          "{\"id\": \"t%d\", \"customer\": \"c%d\", \"type\": \"%s\", \"time\": \"%s\"}"
              .formatted(i, random.nextInt(3_000), type, Instant.ofEpochMilli(millis)));
    }
    Files.write(temp.resolve("touchpoints.jsonl"), lines);
  }

  private static void rule(Path folder, String id, String type) throws Exception {
    Files.writeString(
        folder.resolve(id + ".yaml"),
        """
        rule: %s
        title: T
        signal: opportunity
        owner: crm
        status: live
        pattern: {steps: [{a: %s}]}
        trigger: {to: crm}
        """
            .formatted(id, type));
  }

  @Test
  void reportsTheSamePauseAtAnyParallelismAndSendsEverything() throws Exception {
    List<Pause> one = play("one", 1);
    List<Pause> four = play("four", 4);

    assertThat(one).extracting(Pause::rule).containsExactly("wild");
    assertThat(four).isEqualTo(one);
    assertThat(one.get(0).words())
        .matches("paused by the breaker: 5\\.\\d\\d% of [89]\\d\\d customers in 1h, most 5%; .*");
    assertThat(Files.readString(temp.resolve("four/decisions.jsonl"))).doesNotContain("paused");
  }

  private List<Pause> play(String out, int parallelism) throws Exception {
    PlaybackRequest request =
        new PlaybackRequest(
            List.of(temp.resolve("touchpoints.jsonl").toString()),
            "waymark",
            temp.resolve("rules"),
            temp.resolve("policy.yaml").toString(),
            temp.resolve(out),
            parallelism,
            Map.of("job.journey-map", "false"),
            true,
            false);
    assertThat(new Playback(request, NOW).play()).containsEntry("late", 0L);
    List<Pause> pauses = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve("pauses.jsonl"))) {
      pauses.add(Topics.PAUSES.document().read(line.getBytes("UTF-8")));
    }
    return pauses;
  }
}
