package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.waymark.console.store.Policies;
import io.waymark.model.Digest;
import io.waymark.model.PolicyText;
import org.junit.jupiter.api.Test;

/** Texts under work, which only their author takes away. */
class DraftsIT extends ServedPages {
  private static final String RULE =
      """
      rule: failure
      title: Payment fails
      signal: frustration
      owner: service
      status: live
      pattern:
        steps:
          - failure: Payment Failed
      trigger:
        to: service-desk
      """;

  private static final String POLICY =
      """
      policy: default
      caps:
        - {most: 1, in: 7d}
      """;

  @Test
  void stayWhenTheirRuleIsPausedAndResumed() throws Exception {
    publish(RULE, "");
    open("/rules/failure");
    type("# mine");

    page.getByText("Pause", exactly()).click();

    assertThat(page.getByText("Resume", exactly())).isVisible();
    assertThat(editor()).containsText("# mine");
    assertThat(main()).containsText("The published text has changed since you began");
    assertThat(page.locator(".diff")).containsText("+ # mine");
    page.getByText("Resume", exactly()).click();
    assertThat(page.getByText("Pause", exactly())).isVisible();
    assertThat(editor()).containsText("# mine");
  }

  @Test
  void stayWhenAnOlderVersionIsRolledBackTo() throws Exception {
    String first = publish(RULE, "");
    publish(RULE + "# two\n", first);
    open("/rules/failure");
    type("# mine");

    page.getByText("Roll back to it").click();

    assertThat(page.locator(".diff")).containsText("+ # mine");
    assertThat(editor()).containsText("# mine");
    page.getByText("Take the published text instead").click();
    assertThat(editor()).not().containsText("# mine");
    assertThat(editor()).not().containsText("# two");
    assertThat(page.locator(".diff")).hasCount(0);
  }

  @Test
  void followTheirRuleWhileNobodyHasChangedThem() throws Exception {
    publish(RULE, "");
    open("/rules/failure");

    page.getByText("Pause", exactly()).click();

    assertThat(editor()).containsText("status: paused");
    assertThat(page.locator(".diff")).hasCount(0);
  }

  @Test
  void areComparedAfterAConflictAndPublishedOnTop() throws Exception {
    String first = publish(RULE, "");
    open("/rules/failure");
    type("# mine");
    publish(RULE + "# theirs\n", first);

    publishOnThePage();
    assertThat(main()).containsText("Somebody else has changed it");
    assertThat(page.locator(".diff")).containsText("\u2212 # theirs");
    assertThat(page.locator(".diff")).containsText("+ # mine");
    page.getByText("Publish", exactly()).click();

    assertThat(main()).containsText("\u2713 Published");
    assertThat(page.locator(".diff")).hasCount(0);
    assertThat(served.store.versions).hasSize(3);
    assertThat(served.store.versions.get(2).text()).contains("# mine").doesNotContain("# theirs");
  }

  @Test
  void areComparedAfterAConflictOfThePolicyToo() {
    show(POLICY, 1);
    open("/policy");
    type("# mine");
    show(POLICY + "# theirs\n", 2);

    publishOnThePage();

    assertThat(main()).containsText("Somebody else has changed it");
    assertThat(page.locator(".diff")).containsText("+ # mine");
    assertThat(editor()).containsText("# mine");
    page.getByText("Publish", exactly()).click();
    assertThat(page.locator(".problem")).hasCount(0);
    assertThat(served.policyDesk.pushed).hasSize(3);
  }

  private void publishOnThePage() {
    page.getByLabel("why").fill("a test");
    page.getByText("Publish", exactly()).click();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private Locator editor() {
    return page.locator(".cm-content");
  }

  private void type(String text) {
    editor().click();
    page.keyboard().press("Control+End");
    page.keyboard().type(text);
    assertThat(main()).containsText("The checker has no objection");
  }

  /** Publishes past the page, and returns the version. */
  private String publish(String text, String basedOn) throws Exception {
    String body =
        Json.object().put("text", text).put("basedOn", basedOn).put("reason", "other").toString();
    JsonNode answer = Served.json(served.post("/api/rules/failure", body));
    String version = answer.path("version").asText();
    assertThat(version).as(answer.toString()).isNotEmpty();
    return version;
  }

  /** Pushes a policy past the page, which then has it. */
  private void show(String text, long time) {
    served.policyDesk.push(new PolicyText(text, "a-folder", 0));
    served.store.policies.add(
        new Policies.Version(Digest.hex(text), time, "ann", "a reason", text));
  }
}
