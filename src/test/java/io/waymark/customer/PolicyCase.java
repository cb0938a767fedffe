package io.waymark.customer;

import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A policy, the steps of one customer under it, and the decisions that must follow.
 *
 * @param wallMillis the wall clock by which triggers expire, too; 0 where the event time decides
 * @param decisions as {@link #line} writes them, in order
 */
public record PolicyCase(
    String name,
    String customer,
    List<Rule> rules,
    String policy,
    long wallMillis,
    List<Step> steps,
    List<String> decisions) {

  /** One thing that happens in a case. */
  public sealed interface Step {
    /** The customer has a touchpoint. */
    record Met(String id, long millis, String type, Map<String, Object> properties)
        implements Step {
      public Touchpoint touchpoint(String customer) {
        return new Touchpoint(id, customer, null, type, null, millis, null, properties);
      }
    }

    /** A rule is published anew. */
    record RuleChanged(Rule rule) implements Step {}

    /** Another policy comes into force. */
    record PolicyChanged(String policy) implements Step {}
  }

  static PolicyCase of(String name, String policy, Rule... rules) {
    return new PolicyCase(name, "anna", List.of(rules), policy, 0, List.of(), List.of());
  }

  PolicyCase customer(String id) {
    return new PolicyCase(name, id, rules, policy, wallMillis, steps, decisions);
  }

  PolicyCase wall(String moment) {
    long millis = Instant.parse(moment).toEpochMilli();
    return new PolicyCase(name, customer, rules, policy, millis, steps, decisions);
  }

  PolicyCase met(String moment, String type) {
    return met(moment, type, Map.of());
  }

  PolicyCase met(String moment, String type, Map<String, Object> properties) {
    long millis = Instant.parse(moment).toEpochMilli();
    return then(new Step.Met("t" + steps.size(), millis, type, properties));
  }

  PolicyCase change(Rule rule) {
    return then(new Step.RuleChanged(rule));
  }

  PolicyCase change(String next) {
    return then(new Step.PolicyChanged(next));
  }

  private PolicyCase then(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new PolicyCase(name, customer, rules, policy, wallMillis, longer, decisions);
  }

  PolicyCase decides(String... lines) {
    return new PolicyCase(name, customer, rules, policy, wallMillis, steps, List.of(lines));
  }

  /** Returns a decision as cases write it: when, about which rule, what, by which gate and why. */
  public static String line(Decision decision) {
    return "%s %s %s%s%s"
        .formatted(
            Instant.ofEpochMilli(decision.timeMillis()),
            decision.rule(),
            decision.outcome().name().toLowerCase(Locale.ROOT),
            decision.gate() == null ? "" : " by " + decision.gate().code(),
            decision.numbers() == null ? "" : ": " + decision.numbers());
  }

  @Override
  public String toString() {
    return name;
  }
}
