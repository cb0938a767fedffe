package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.DailyCuts;
import io.waymark.console.store.Rules;
import io.waymark.journey.estimate.Interval;
import io.waymark.journey.estimate.Share;
import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks what the answer about the map has beside the map: comparisons, rules that watch, and the
 * goal.
 */
class JourneyComparisonTest {
  private static final long NOON = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HORIZON = Duration.ofDays(3).toMillis();
  private static final Share NOW = new Share(270, 1_000);
  private static final Share THEN = new Share(310, 900);

  @RegisterExtension final Served served = new Served();

  @BeforeEach
  void start() throws Exception {
    served.cut = Optional.of(cut(NOON, records("all", NOON, NOW, HORIZON)));
  }

  @Test
  void comparesWithTheNewestCutWhoseWindowLiesWhollyBefore() throws Exception {
    for (int days : List.of(12, 7, 6)) {
      keep(NOON - days * DAY, days == 7 ? THEN : new Share(1, 2));
    }

    JsonNode other = ask("compare=before").path("compareWith");

    assertThat(other.path("with").asText()).isEqualTo("before");
    assertThat(other.path("asOf").asText()).isEqualTo("2026-03-03T12:00:00Z");
    assertThat(other.path("records")).hasSize(2);
    assertThat(other.path("changes")).hasSize(2);
    assertThat(other.at("/changes/0/stage").asText()).isEqualTo("purchase");
    assertThat(other.at("/changes/0").has("type")).isFalse();
    assertThat(other.at("/changes/1/type").asText()).isEqualTo("Paid");
    for (JsonNode change : other.path("changes")) {
      assertDifference(change, NOW.minus(THEN).orElseThrow());
    }
  }

  @Test
  void saysOfAWindowBeforeWhichNoCutIsKeptWhenTheFirstComparisonIsThere() throws Exception {
    keep(NOON - 3 * DAY, THEN);

    JsonNode other = ask("compare=before").path("compareWith");

    assertThat(other.has("records")).isFalse();
    assertThat(other.path("until").asText()).isEqualTo("2026-03-04T00:00:00Z");
    assertThat(other.path("first").asText()).isEqualTo("2026-03-14T00:00:00Z");
    assertThat(other.path("reason").asText())
        .isEqualTo(
            "no cut is kept of before 2026-03-04T00:00:00Z; the first comparison is there on"
                + " 2026-03-14T00:00:00Z");
  }

  @Test
  void countsFromTodayWhereNoCutIsKeptAtAll() throws Exception {
    JsonNode other = ask("compare=before&window=month").path("compareWith");

    assertThat(other.path("first").asText()).isEqualTo("2026-04-09T00:00:00Z");
  }

  @Test
  void hasNothingBeforeAllTime() throws Exception {
    keep(NOON - 40 * DAY, THEN);

    JsonNode other = ask("compare=before&window=all").path("compareWith");

    assertThat(other.path("reason").asText()).startsWith("nothing lies before all time");
    assertThat(other.has("first")).isFalse();
  }

  @Test
  void comparesWithAnotherSegmentButNotStagesWithinAnotherTime() throws Exception {
    List<MapRecord> records = new ArrayList<>(records("all", NOON, NOW, HORIZON));
    records.addAll(records("gold", NOON, THEN, HORIZON / 2));
    served.cut = Optional.of(cut(NOON, records));

    JsonNode other = ask("compare=gold").path("compareWith");

    assertThat(other.path("with").asText()).isEqualTo("gold");
    assertThat(other.path("changes")).hasSize(1);
    assertThat(other.at("/changes/0/type").asText()).isEqualTo("Paid");
    assertDifference(other.at("/changes/0"), NOW.minus(THEN).orElseThrow());
    assertThat(served.get("/api/journey?compare=silver").statusCode()).isEqualTo(400);
  }

  @Test
  void answersWithTheMapAloneWhereTheStoreFails() throws Exception {
    served.store.failure = FakeStore.full();

    JsonNode answer = ask("compare=before");

    assertThat(answer.at("/map/records")).isNotEmpty();
    assertThat(answer.path("withoutStore").asText()).isEqualTo("no room on the disk");
    assertThat(answer.has("compareWith")).isFalse();
  }

  @Test
  void namesTheLiveRulesThatWatchACell() throws Exception {
    publish("any", 1, "live", "true");
    publish("web", 2, "live", "event.channel == \"web\"");
    publish("app", 3, "live", "event.channel == \"app\"");
    publish("draft", 4, "draft", "true");

    JsonNode watching = ask("").path("watching");

    assertThat(watching).hasSize(1);
    assertThat(watching.at("/0/type").asText()).isEqualTo("Paid");
    assertThat(watching.at("/0/channel").asText()).isEqualTo("web");
    assertThat(watching.at("/0/count").asInt()).isEqualTo(2);
    assertThat(watching.at("/0/rules").findValuesAsText("rule"))
        .containsExactlyInAnyOrder("any", "web");
  }

  @Test
  void namesARuleOfAnyTypeBesideThoseThatNameIt() throws Exception {
    publish("named", 1, "live", "true");
    publish("any", 2, "live", "'*'", "true");
    publish("others", 3, "live", "{except: Paid}", "true");

    JsonNode watching = ask("").path("watching");

    assertThat(watching.findValuesAsText("type")).contains("Paid");
    for (JsonNode cell : watching) {
      String other = cell.path("type").asText().equals("Paid") ? "named" : "others";
      assertThat(cell.path("rules").findValuesAsText("rule"))
          .containsExactlyInAnyOrder("any", other);
    }
  }

  @Test
  void noticesThatARuleNoLongerWatchesThoughTheMapIsTheSame() throws Exception {
    publish("any", 1, "live", "true");
    String tag = served.get("/api/journey").headers().firstValue("ETag").orElseThrow();

    publish("any", 2, "paused", "true");

    JsonNode watching = Served.json(until(tag)).path("watching");
    assertThat(watching).isEmpty();
  }

  @Test
  void countsRulesBeyondTheFirstTwenty() throws Exception {
    for (int i = 0; i < 25; i++) {
      publish("rule-" + i, i, "live", "true");
    }

    JsonNode watching = ask("").path("watching");

    assertThat(watching.at("/0/count").asInt()).isEqualTo(25);
    assertThat(watching.at("/0/rules")).hasSize(20);
  }

  @Test
  void computesTheRemovalEffectsOnAnotherGoal() throws Exception {
    CellName seen = new CellName("awareness", "web", "Seen");
    CellName paid = new CellName("purchase", "web", "Paid");
    List<SegmentFigures.Way> ways =
        List.of(way(null, seen, 10), way(seen, paid, 6), way(seen, null, 4), way(null, paid, 4));
    List<MapRecord> records = new ArrayList<>(records("all", NOON, NOW, HORIZON));
    records.add(
        MapRecord.ofSegment(
            "all", NOON, new SegmentFigures(ways, Map.of(Window.ALL, 8L), List.of())));
    served.cut = Optional.of(cut(NOON, records));

    JsonNode own = ask("");
    JsonNode other = ask("goal=purchase");

    assertThat(own.path("goal").asText()).isEqualTo("retention");
    assertThat(own.path("goals")).hasSizeGreaterThan(2);
    assertThat(own.has("goalCovers")).isFalse();
    assertThat(other.path("goal").asText()).isEqualTo("purchase");
    assertThat(other.path("goalCovers").asDouble()).isEqualTo(0.75);
    // Of 14, 10 reach the goal, and 6 of them by Seen.
    JsonNode removal = other.findValue("removals").path(0);
    assertThat(removal.at("/cell/type").asText()).isEqualTo("Seen");
    assertThat(removal.at("/shares/all").asDouble()).isCloseTo(0.6, within(1e-12));
    assertThat(ask("").findValue("removals")).isEmpty();
    assertThat(served.get("/api/journey?goal=nowhere").body()).contains("there is no stage");
  }

  private static SegmentFigures.Way way(@Nullable CellName from, @Nullable CellName to, long n) {
    return new SegmentFigures.Way(from, to, Map.of(Window.WEEK, n, Window.ALL, n));
  }

  private JsonNode ask(String query) throws Exception {
    HttpResponse<String> answer = served.get("/api/journey?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Served.json(answer);
  }

  /** Asks until the answer is another one, as rules are read behind the requests. */
  private HttpResponse<String> until(String tag) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    HttpResponse<String> answer;
    do {
      answer = served.send(served.request("/api/journey").header("If-None-Match", tag));
    } while (answer.statusCode() == 304 && System.nanoTime() < end);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private void publish(String id, long version, String status, String where) {
    publish(id, version, status, "Paid", where);
  }

  private void publish(String id, long version, String status, String types, String where) {
    String text =
        """
        rule: %s
        title: t
        signal: advocacy
        owner: o
        status: %s
        pattern:
          within: 1h
          steps:
            - paid: %s
              where: '%s'
        trigger:
          to: crm
          priority: 1
          cooldown: 1d
          expires: 1h
        """
            .formatted(id, status, types, where);
    served.store.versions.add(new Rules.Version(id, id + version, version, "", "", text));
  }

  private static void assertDifference(JsonNode change, Interval expected) {
    assertThat(change.at("/compared/n").asLong()).isEqualTo(THEN.total());
    assertThat(change.at("/shown/n").asLong()).isEqualTo(NOW.total());
    assertThat(change.at("/shown/value").asDouble()).isEqualTo(0.27);
    JsonNode difference = change.path("difference");
    assertThat(difference.path("value").asDouble()).isCloseTo(expected.value(), within(1e-15));
    assertThat(difference.path("low").asDouble()).isCloseTo(expected.low(), within(1e-15));
    assertThat(difference.path("high").asDouble()).isCloseTo(expected.high(), within(1e-15));
    assertThat(difference.path("n").asLong()).isEqualTo(900);
  }

  private void keep(long asOf, Share share) throws IOException {
    MapCut cut = cut(asOf, records("all", asOf, share, HORIZON));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MapCutDocument.write(
        Optional.of(cut), record -> Topics.JOURNEY_MAP.document().write(record, asOf), out);
    served.store.cuts.add(
        new DailyCuts.Row(Math.floorDiv(asOf, DAY), "all", out.toString(StandardCharsets.UTF_8)));
  }

  private static MapCut cut(long asOf, List<MapRecord> records) {
    return new MapCut(asOf, records);
  }

  /** Returns a stage and a cell of it, from both of which the same share goes on. */
  private static List<MapRecord> records(String segment, long asOf, Share share, long horizon) {
    Interval interval = share.estimate().orElseThrow();
    Estimate goesOn =
        new Estimate(interval.value(), interval.low(), interval.high(), share.total());
    long in = share.total();
    StageWindow stage =
        new StageWindow(
            in,
            0,
            0,
            0,
            0,
            in,
            0,
            new Moves(0, 0, 0, 0),
            horizon,
            goesOn,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            0,
            null);
    CellWindow cell = new CellWindow(in, 0, in, in, 0, 0, 0, 0, in, goesOn, null, null, 0, 0, 0);
    return List.of(
        MapRecord.ofStage(
            segment,
            "purchase",
            asOf,
            new StageFigures(2, in, Map.of(Window.WEEK, stage, Window.MONTH, stage))),
        MapRecord.ofCell(
            segment,
            "purchase",
            "web",
            "Paid",
            asOf,
            new CellFigures(Map.of(Window.WEEK, cell), Map.of())));
  }
}
