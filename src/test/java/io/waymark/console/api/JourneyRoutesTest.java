package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JourneyRoutesTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void saysThatThereIsNoMapYet() throws Exception {
    HttpResponse<String> answer = served.get("/api/journey");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("There is no journey map yet", "job.journey-map");
  }

  @Test
  void answersTheMapOfASegmentAndWindowWithATag() throws Exception {
    cut(3, 1_000);

    HttpResponse<String> answer = served.get("/api/journey?window=day");
    JsonNode record = Served.json(answer).at("/map/records/0");

    assertThat(record.at("/stageFigures/windows/day/in").asLong()).isEqualTo(3);
    assertThat(record.at("/stageFigures/windows").size()).isEqualTo(1);
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(
            served
                .send(served.request("/api/journey?window=day").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(304);
    assertThat(
            served
                .send(served.request("/api/journey?window=hour").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(200);
    assertThat(served.get("/api/journey/export.csv").body()).startsWith("as_of,segment,stage");
  }

  @Test
  void answersAnotherTagForAnotherCutThatIsTrueAtTheSameTime() throws Exception {
    cut(3, 1_000);
    HttpResponse<String> first = served.get("/api/journey?window=day");

    cut(4, 1_000);
    HttpResponse<String> second = served.get("/api/journey?window=day");

    assertThat(Served.json(second).at("/map/records/0/stageFigures/windows/day/in").asLong())
        .isEqualTo(4);
    assertThat(second.headers().firstValue("ETag"))
        .isNotEqualTo(first.headers().firstValue("ETag"));
  }

  private void cut(long in, long asOfMillis) {
    served.cut = Cuts.of(in, asOfMillis);
  }
}
