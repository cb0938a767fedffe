package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RuleRoutesTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void pagesThroughTheHistoryOfARule() throws Exception {
    for (int i = 0; i < 120; i++) {
      served.store.versions.add(new Rules.Version("r", "v" + i, i, "", "", "rule: r"));
    }

    JsonNode rule = Served.json(served.get("/api/rules/r"));
    JsonNode next =
        Served.json(served.get("/api/rules/r/versions?after=" + rule.path("after").asText()));
    JsonNode last =
        Served.json(served.get("/api/rules/r/versions?after=" + next.path("after").asText()));

    assertThat(rule.path("versions")).hasSize(50);
    assertThat(rule.at("/versions/0/version").asText()).isEqualTo("v119");
    assertThat(next.at("/versions/0/version").asText()).isEqualTo("v69");
    assertThat(last.path("versions")).hasSize(20);
    assertThat(last.has("after")).isFalse();
  }

  /** A match that is held has two decisions, of which the second says what became of it. */
  @Test
  void countsAMatchThatWasHeldOnce() throws Exception {
    served.store.versions.add(new Rules.Version("r", "v", 1, "", "", "rule: r"));
    count("held", 7);
    count("sent", 4);
    count("cooldown", 2);
    count("quiet-hours", 1);
    served.store.rates.add(new Triggers.Rate("r", 0, 4, 120, 900));

    JsonNode figures = Served.json(served.get("/api/rules/r")).path("last24Hours");

    assertThat(figures).hasToString("{\"matched\":7,\"sent\":4,\"withheld\":3,\"p50Millis\":120}");
  }

  private void count(String gate, long count) {
    served.store.counts.add(new Decisions.Count(0, "r", gate, count));
  }
}
