package io.waymark.customer;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.util.Set;

/** Rules and lifecycles from YAML that has no problems. */
public final class RulesFromYaml {
  /** Opens with {@code Open}, is bought with {@code Buy}, and left again with {@code Leave}. */
  public static final Lifecycle LIFECYCLE =
      lifecycle(
          """
          lifecycle: test
          moves: [forward, skip, back]
          stages:
            - stage: visitor
              on: [Open, Leave]
            - stage: buyer
              on: Buy
          """);

  private static final RuleReader READER = new RuleReader(Set.of("visitor", "buyer"));

  private RulesFromYaml() {}

  public static Rule rule(String text) {
    if (READER.read("rule.yaml", text) instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new AssertionError(READER.read("rule.yaml", text) + "\n" + text);
  }

  /** A live rule without conditions on the customer. */
  public static Rule withPattern(String id, String pattern) {
    return rule(id, "live", "pattern: " + pattern, "{to: crm}");
  }

  /** A rule with the rest of its YAML in {@code body}. */
  public static Rule rule(String id, String status, String body, String trigger) {
    return rule(
        "rule: "
            + id
            + "\ntitle: T\nsignal: opportunity\nowner: crm\nstatus: "
            + status
            + "\ntrigger: "
            + trigger
            + "\n"
            + body
            + "\n");
  }

  public static Lifecycle lifecycle(String text) {
    Problems problems = new Problems("lifecycle.yaml", text);
    return LifecycleReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
