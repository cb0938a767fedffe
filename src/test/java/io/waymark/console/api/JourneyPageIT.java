package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of the journey page: few are no percent, and all that is left out is said. */
class JourneyPageIT extends ServedPages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectNode document;

  @BeforeEach
  void fill() throws Exception {
    SampleStore.fill(served, Map.of());
    document = (ObjectNode) JSON.readTree(SampleStore.mapOfTheShop());
  }

  @Test
  void printsNoPercentOfFewInTheLastStage() throws Exception {
    ObjectNode week = week(stage("advocacy"), "stageFigures");
    week.put("in", 7).put("forward", 0).put("skip", 0).put("back", 0).put("lost", 0);
    week.put("stillHere", 7);
    show();

    open("/journey?window=week");

    assertThat(page.locator(".stage[aria-label^='Advocacy']")).containsText("n = 7, too few");
    assertThat(page.locator(".stage[aria-label^='Advocacy']")).not().containsText("%");
  }

  @Test
  void saysWhichTouchpointDoesNotAddUp() throws Exception {
    ObjectNode cell = record(each -> each.path("type").asText().equals("Order Shipped"));
    week(cell, "cellFigures").put("in", 1_000_000);
    show();

    open("/journey?window=week");

    assertThat(page.locator(".legend"))
        .containsText(
            "%s, delivery, Order Shipped does not add up; please report it"
                .formatted(cell.path("stage").asText()));
  }

  @Test
  void saysOfAllStepsHowManyAreDrawn() {
    open("/journey?window=week&coverage=1");
    long edges =
        number(
            "[...document.querySelectorAll('.edge title')].map(each => each.textContent.split(': ').pop())");
    long lost =
        number(
            "[...document.querySelectorAll('.leak + text')].map(each => each.firstChild.nextSibling.data)");
    JsonNode figures = record(each -> each.has("segmentFigures")).path("segmentFigures");
    long all =
        StreamSupport.stream(figures.path("ways").spliterator(), false)
                .mapToLong(way -> way.path("steps").path("week").asLong())
                .sum()
            + figures.path("otherWays").path("week").asLong();

    assertThat(page.locator(".slider .value"))
        .hasAttribute("title", Pattern.compile("^%,d of %,d; .*".formatted(edges + lost, all)));
  }

  @Test
  void alwaysDrawsTheWaysOfTheMarksThatStandForOthers() {
    open("/journey?window=week&coverage=0.5");

    assertThat(page.locator(".edge[data-from^='other:'], .edge[data-to^='other:']"))
        .not()
        .hasCount(0);
    page.navigate(page.url().replace("0.5", "1"));
    int all = page.locator(".edge[data-from^='other:'], .edge[data-to^='other:']").count();
    page.navigate(page.url().replace("coverage=1", "coverage=0.5"));
    assertThat(page.locator(".edge[data-from^='other:'], .edge[data-to^='other:']")).hasCount(all);
  }

  @Test
  void watchesATouchpointOnItsChannel() {
    open("/journey?window=week");
    page.locator(".mark[aria-label^='Payment Failed on app']").click();

    page.getByText("Watch this").click();

    assertThat(page.locator(".cm-content")).containsText("first: \"Payment Failed\"");
    assertThat(page.locator(".cm-content")).containsText("where: event.channel == \"app\"");
    assertThat(main()).containsText("The checker has no objection", patient());
  }

  @Test
  void saysTheCommandsThatExportTheWholeLog() {
    open("/journey?window=week");

    page.getByText("XES, OCEL").click();

    assertThat(page.locator("#log-export")).isVisible();
    assertThat(page.locator("#log-export")).containsText("waymark export --xes log.xes --config");
    assertThat(page.locator("#log-export")).containsText("waymark export --ocel log.json --config");
    page.keyboard().press("Escape");
    assertThat(page.locator("#log-export")).isHidden();
  }

  private long number(String texts) {
    Object sum =
        page.evaluate(
            "() => %s.reduce((sum, each) => sum + Number(each.replaceAll(',', '')), 0)"
                .formatted(texts));
    return ((Number) sum).longValue();
  }

  private ObjectNode stage(String name) {
    return record(each -> each.has("stageFigures") && each.path("stage").asText().equals(name));
  }

  private ObjectNode record(Predicate<JsonNode> wanted) {
    return (ObjectNode)
        StreamSupport.stream(document.path("records").spliterator(), false)
            .filter(each -> each.path("segment").asText().equals("all"))
            .filter(wanted)
            .findFirst()
            .orElseThrow();
  }

  private static ObjectNode week(ObjectNode record, String figures) {
    return (ObjectNode) record.path(figures).path("windows").path("week");
  }

  private void show() throws Exception {
    served.cut = SampleStore.cut(document.toString());
  }
}
