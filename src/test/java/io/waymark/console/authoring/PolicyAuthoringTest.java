package io.waymark.console.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.console.api.FakeStore;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.model.PolicyText;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyAuthoringTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TEXT = "policy: p\ncaps:\n  - {most: 2, in: 7d}\n";
  private static final String RULE =
      """
      rule: two-failures
      title: T
      signal: frustration
      owner: service
      status: live
      tags: [promo, urgent]
      pattern:
        steps: [{failure: Payment Failed}]
      trigger:
        to: service-desk
      """;

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final FakeStore store = new FakeStore();
  private final FakePolicyDesk desk = new FakePolicyDesk(clock);
  private final PolicyAuthoring authoring =
      desk.authoring(new FakeDesk(clock).authoring(store), store);

  @Test
  void findsEveryProblemAtItsPlace() {
    CheckedPolicy checked = authoring.check("policy: p\ncps: []\nholdout: {share: 80%, salt: s}\n");

    assertThat(checked.policy()).isNull();
    assertThat(checked.findings()).extracting(Finding::line).contains(2, 3).isSorted();
  }

  @Test
  void completesFromTheSchemaAndTheRules() {
    store.versions.add(new Rules.Version("two-failures", "v", 1, "", "", RULE));
    store.properties.add("timezone");

    assertThat(labels("ca", 1, 3)).containsExactly("caps");
    assertThat(labels("quiet:\n  then: ", 2, 9)).containsExactly("hold", "withhold");
    assertThat(labels("consent: {except: {to: s", 1, 25)).containsExactly("service-desk");
    assertThat(labels("consent: {except: {rule: t", 1, 27)).containsExactly("two-failures");
    assertThat(labels("consent: {except: {tag: u", 1, 26)).containsExactly("urgent");
    assertThat(labels("zone: {from: ", 1, 14)).containsExactly("customer.traits.timezone");
    assertThat(labels("zone: {missing: Europe/Berl", 1, 28)).containsExactly("Europe/Berlin");
  }

  private List<String> labels(String text, int line, int column) {
    return authoring.complete(text, line, column).items().stream().map(Completion::label).toList();
  }

  @Test
  void publishesWithWhoAndWhy() throws Exception {
    String version = authoring.publish(TEXT, null, "ann", "because");

    assertThat(version).isEqualTo(Digest.hex(TEXT));
    assertThat(desk.pushed)
        .singleElement()
        .satisfies(
            pushed -> {
              assertThat(pushed.policy().text()).isEqualTo(TEXT);
              assertThat(pushed.policy().origin()).isEqualTo("console: ann");
            });
    assertThat(desk.reasons).containsExactly("ann: because");
  }

  @Test
  void refusesToPublishOverWhatOthersPublishedSince() throws Exception {
    String first = authoring.publish(TEXT, null, "ann", "because");
    desk.push(new PolicyText("policy: q\n", "policy.yaml", 0));

    assertThatThrownBy(() -> authoring.publish("policy: r\n", first, "bob", "x"))
        .isInstanceOf(ConflictException.class)
        .hasMessage("the policy was changed by policy.yaml at 2026-03-01T12:00:00Z");
    assertThat(desk.pushed).hasSize(2);
  }

  @Test
  void publishesNothingOfATurnThatIsOvertaken() {
    desk.isOvertaken = true;

    assertThatThrownBy(() -> authoring.publish(TEXT, null, "ann", "x"))
        .isInstanceOf(OvertakenException.class);
    assertThat(desk.pushed).isEmpty();
  }

  @Test
  void publishesNoTextWithProblemsAndSaysThatKafkaIsAway() {
    assertThatThrownBy(() -> authoring.publish("policy: P\n", null, "ann", "x"))
        .isInstanceOf(RefusedTextException.class);

    desk.refusal = "no broker answers";

    assertThatThrownBy(() -> authoring.publish(TEXT, null, "ann", "x"))
        .isInstanceOf(NotReadyException.class)
        .hasMessage("no broker answers");
  }

  @Test
  void rollsBackToAVersionThatIsKept() throws Exception {
    store.policies.add(new Policies.Version("v1", 1, "", "", TEXT));

    authoring.rollBack("v1", null, "bob", "it was better");

    assertThat(desk.pushed.get(0).policy().text()).isEqualTo(TEXT);
    assertThatThrownBy(() -> authoring.rollBack("v9", null, "bob", "x"))
        .hasMessage("there is no text of version v9 of the policy");
  }

  @Test
  void previewsAgainstThePolicyThatWasPublishedLastWithoutProblems() throws Exception {
    store.policies.add(new Policies.Version("v1", 1, "", "", TEXT));
    store.policies.add(new Policies.Version("v2", 2, "", "", "policy: broken\ncaps: no\n"));
    store.versions.add(new Rules.Version("two-failures", Digest.hex(RULE), 1, "", "", RULE));
    past("ann", 1, 2, 3, 4);
    past("bob", 1, 30);

    PolicyPreview preview =
        authoring
            .preview(
                "policy: p\ncaps:\n  - {most: 1, in: 7d}\n",
                Duration.ofDays(7),
                NOON.toEpochMilli())
            .orElseThrow();

    assertThat(preview.draft().matches()).isEqualTo(5);
    assertThat(preview.draft().sent()).isEqualTo(2);
    assertThat(preview.draft().withheld()).isEqualTo(Map.of(Gate.CAP, 3L));
    assertThat(preview.inForce().sent()).isEqualTo(3);
    assertThat(preview.inForce().withheld()).isEqualTo(Map.of(Gate.CAP, 2L));
    assertThat(preview.customers()).isEqualTo(2);
    assertThat(preview.isWhole()).isTrue();
    assertThat(authoring.progress()).isEmpty();
  }

  /** Keeps matches of so many days ago that went out. */
  private void past(String customer, int... daysAgo) {
    List<String> decisions = new ArrayList<>();
    for (int i = daysAgo.length - 1; i >= 0; i--) {
      long time = NOON.minus(Duration.ofDays(daysAgo[i])).toEpochMilli() + 1;
      Decision decision =
          new Decision(
              customer + daysAgo[i],
              "two-failures",
              Digest.hex(RULE),
              null,
              Signal.FRUSTRATION,
              customer,
              null,
              null,
              time,
              Outcome.SENT,
              null,
              null,
              null,
              null,
              "why",
              List.of(new Trigger.Evidence("failure", "e" + time, "Payment Failed", time)));
      decisions.add(
          new String(Topics.DECISIONS.document().write(decision, time), StandardCharsets.UTF_8));
    }
    store.pasts.add(new FakeStore.Past(customer, decisions, List.of(), List.of()));
  }
}
