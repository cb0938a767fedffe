package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.Schemas;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Customers.Kind;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import io.waymark.model.Digest;
import io.waymark.model.EndpointStatus;
import io.waymark.model.RuleText;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Fills a served console with the examples of the schemas, so that each page has rows that never
 * change; names of sources can be replaced by others.
 */
final class SampleStore {
  /** The moment at which a browser looks at them. */
  static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");

  static final String RULE = "payment-keeps-failing";
  static final String CUSTOMER = "c-1001";
  static final String KEY = "key-of-c-1001";
  static final String TRIGGER = "6f1c2a90b7d34e58";

  private static final String TEXT =
      """
      rule: payment-keeps-failing
      title: Payment keeps failing and the customer looks for help
      signal: frustration
      owner: customer-service
      status: live
      pattern:
        within: 30m
        steps:
          - failure: Payment Failed
            times: 2
          - help: Chat Started
      trigger:
        to: service-desk
        priority: 90
        cooldown: 1d
      tests:
        - name: two failures and a chat
          given:
            - {at: 0m, type: Payment Failed}
            - {at: 2m, type: Payment Failed}
            - {at: 5m, type: Chat Started}
          expect: [5m]
      """;

  private static final long DAY = 86_400_000;

  private final Served served;
  private final Map<String, String> names;

  private SampleStore(Served served, Map<String, String> names) {
    this.served = served;
    this.names = names;
  }

  /**
   * Fills everything.
   *
   * @param names other names of types, channels and customers, by those of the examples
   */
  static void fill(Served served, Map<String, String> names) throws Exception {
    SampleStore sample = new SampleStore(served, names);
    sample.map();
    sample.rules();
    sample.customers();
    sample.decisions();
    sample.triggers();
    sample.deliveries();
    sample.health();
    sample.changes();
  }

  private void map() throws Exception {
    served.cut = cut(renamed(mapOfTheShop()));
  }

  /** Returns a journey map that the shop has made, as a document. */
  static String mapOfTheShop() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                SampleStore.class.getResourceAsStream("/pages/shop.journey-map.json.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Optional<MapCut> cut(String document) throws Exception {
    return MapCutDocument.read(document.getBytes(StandardCharsets.UTF_8));
  }

  private void rules() {
    String text = renamed(TEXT);
    String older = text.replace("90", "80");
    FakeStore store = served.store;
    store.versions.add(
        new Rules.Version(
            RULE, Digest.hex(older), at("2026-03-01T08:00:00Z"), "ann", "first", older));
    store.versions.add(
        new Rules.Version(RULE, Digest.hex(text), at("2026-03-02T08:00:00Z"), "bob", "more", text));
    served.desk.push(new RuleText(RULE, text, "console:bob", 0));
    List<Rules.Status> statuses = new ArrayList<>();
    for (int subtask = 0; subtask < 4; subtask++) {
      statuses.add(
          new Rules.Status(
              "live",
              subtask,
              at("2026-03-02T08:00:01Z"),
              status(subtask < 3 ? text : older, subtask)));
    }
    store.statuses.add(new Rules.Row(RULE, statuses));
    store.counts.add(count(0, "sent", 120));
    store.counts.add(count(0, "cooldown", 30));
    store.counts.add(count(0, "cap", 4));
    store.counts.add(count(1, "sent", 90));
    store.counts.add(count(1, "quiet", 12));
    store.counts.add(count(1, "held", 15));
  }

  private static String status(String text, int subtask) {
    return Json.object()
        .put("rule", RULE)
        .put("version", Digest.hex(text))
        .put("state", "live")
        .put("subtask", subtask)
        .put("subtasks", 4)
        .put("time", "2026-03-02T08:00:01Z")
        .toString();
  }

  private static Decisions.Count count(int daysAgo, String gate, long count) {
    return new Decisions.Count(
        Math.floorDiv(NOW.toEpochMilli(), DAY) * DAY - daysAgo * DAY, RULE, gate, count);
  }

  private void customers() {
    String customer = renamed(CUSTOMER);
    FakeStore store = served.store;
    store.states.put(
        customer,
        new Customers.State(
            customer,
            KEY,
            "consideration",
            at("2026-03-01T09:00:00Z"),
            at("2026-03-01T09:35:00Z"),
            3,
            1,
            1));
    store.moments.add(moment(Kind.TRIGGER, "trigger", 0));
    store.moments.add(moment(Kind.DECISION, "decision", 0));
    store.moments.add(moment(Kind.TOUCHPOINT, "applied", 0));
    store.moments.add(moment(Kind.TRANSITION, "transition", 0));
    store.visitors.add(new Customers.Visitor(customer, KEY, at("2026-03-01T09:35:00Z")));
    served.questions =
        (asked, rule) -> Optional.of(example("answer", 0).getBytes(StandardCharsets.UTF_8));
  }

  private Customers.Moment moment(Kind kind, String schema, int index) {
    return new Customers.Moment(
        kind,
        at(Schemas.json(example(schema, index)).path("time").asText()),
        example(schema, index));
  }

  private void decisions() {
    for (int i = 0; i < Schemas.examples("decision").size(); i++) {
      JsonNode document = Schemas.json(example("decision", i));
      served.store.decided.add(
          new Decisions.Row(
              "d" + i,
              at(document.path("time").asText()),
              document.path("gate").asText("sent"),
              document.toString()));
    }
  }

  private void triggers() {
    for (int i = 0; i < Schemas.examples("trigger").size(); i++) {
      JsonNode document = Schemas.json(example("trigger", i));
      long due = at(document.path("time").asText());
      served.store.sent.add(
          new Triggers.Row(document.path("id").asText(), due, due + 1_131, document.toString()));
    }
    served.store.rates.add(new Triggers.Rate(RULE, at("2026-03-08T09:00:00Z"), 40, 120, 900));
    served.store.rates.add(new Triggers.Rate(RULE, at("2026-03-08T10:00:00Z"), 80, 130, 1_100));
  }

  private void deliveries() {
    for (int i = Schemas.examples("delivery").size() - 1; i >= 0; i--) {
      JsonNode document = Schemas.json(example("delivery", i));
      served.store.steps.add(
          new Deliveries.Row("s" + i, at(document.path("time").asText()), document.toString()));
    }
    served.store.endpoints.add(
        new Deliveries.Endpoint(
            "service-desk",
            new EndpointStatus(
                "service-desk",
                EndpointStatus.State.FAILING,
                at("2026-03-08T11:30:00Z"),
                "8 of 10 failed"),
            3,
            at("2026-03-08T11:30:00Z"),
            110,
            9,
            1,
            40,
            900,
            List.of(
                new Deliveries.Answer("delivered", "204", 110),
                new Deliveries.Answer("failed", "503", 9)),
            List.of(new Deliveries.Rate(at("2026-03-08T11:00:00Z"), 100, 2))));
  }

  private void health() {
    served.health = new HealthReport(false, true, example("health", 0));
    served.store.reasons.add(
        new DeadLetters.Reason(
            "no-customer", 17, at("2026-03-08T11:00:00Z"), List.of(example("dead-letter", 0))));
  }

  private void changes() {
    served.store.entries.add(
        new Audit.Entry(
            at("2026-03-02T08:00:00Z"), "bob", "rule published", RULE, "version 1: more"));
    String policy =
        "policy: default\nconsent: {purpose: marketing, missing: deny}\ncaps:\n  - {most: 3, in: 7d}\n";
    served.store.policies.add(
        new Policies.Version(
            Digest.hex(policy), at("2026-03-02T07:00:00Z"), "ann", "fewer mails", policy));
  }

  private String example(String schema, int index) {
    return renamed(Schemas.examples(schema).get(index).toString());
  }

  private String renamed(String text) {
    String result = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      result = result.replace(name.getKey(), name.getValue());
    }
    return result;
  }

  private static long at(String iso) {
    return Instant.parse(iso).toEpochMilli();
  }
}
