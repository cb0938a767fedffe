package io.waymark.customer;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.expression.StepLimit;
import io.waymark.match.CorrelationText;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import io.waymark.rule.Message;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judged match of a customer, from which its {@link Decision} and its {@link Trigger} are made.
 * Valid until the customer changes.
 *
 * @param id of the decision and of the trigger
 * @param withheldBy null when the trigger goes out
 * @param why the match in one sentence
 */
record Judgement(
    String id, Customer customer, RuleMatch completed, @Nullable Gate withheldBy, String why) {

  static Judgement of(Customer customer, RuleMatch completed, @Nullable Gate withheldBy) {
    return new Judgement(
        id(customer, completed),
        customer,
        completed,
        withheldBy,
        Explanation.of(completed.version().rule().pattern(), completed.match()));
  }

  /**
   * Returns the id, which depends on no clock and no attempt: the same history gives the same id
   * after any restart.
   */
  private static String id(Customer customer, RuleMatch completed) {
    Match match = completed.match();
    Touchpoint completedBy = match.completedBy();
    Rule rule = completed.version().rule();
    String correlation = completed.correlation();
    return Digest.hex(
        rule.id(),
        customer.id,
        completedBy == null
            ? correlation
            : CorrelationText.inFull(correlation, rule.pattern().correlate(), completedBy),
        completedBy == null ? "deadline" : "touchpoint",
        completedBy == null ? Long.toString(match.timeMillis()) : completedBy.id());
  }

  Decision decision() {
    Rule rule = rule();
    return new Decision(
        id,
        rule.id(),
        rule.version(),
        rule.signal(),
        customer.id,
        customer.stage,
        correlation(),
        match().timeMillis(),
        withheldBy,
        why);
  }

  /**
   * Returns the trigger, whether or not a gate withholds it.
   *
   * @param limits that the evaluations of its values share
   */
  Trigger trigger(Latency latency, StepLimit limits) {
    Rule rule = rule();
    Message message = rule.message();
    Long expires = message.expiresMillis();
    long timeMillis = match().timeMillis();
    return new Trigger(
        id,
        rule.id(),
        rule.version(),
        rule.title(),
        rule.signal(),
        rule.owner(),
        message.to(),
        message.priority(),
        customer.id,
        customer.stage,
        correlation(),
        why,
        timeMillis,
        expires == null ? null : timeMillis + expires,
        evidence(match()),
        data(message, limits),
        latency);
  }

  private Rule rule() {
    return completed.version().rule();
  }

  private Match match() {
    return completed.match();
  }

  /** Returns the correlation value as records state it: null where the rule does not correlate. */
  private @Nullable String correlation() {
    return rule().pattern().correlate() == null ? null : completed.correlation();
  }

  private static List<Evidence> evidence(Match match) {
    List<Evidence> evidence = new ArrayList<>();
    match
        .steps()
        .forEach(
            (step, touchpoints) ->
                touchpoints.forEach(
                    t -> evidence.add(new Evidence(step, t.id(), t.type(), t.timeMillis()))));
    evidence.sort(Comparator.comparingLong(Evidence::timeMillis));
    return evidence;
  }

  private Map<String, Object> data(Message message, StepLimit limits) {
    Scope scope =
        Scope.ofEvent(
            match().completedBy(), Scope.ofSteps(match().steps(), customer.scope().within(limits)));
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> entry : message.data().entrySet()) {
      Object value = entry.getValue().evaluate(scope);
      if (value != null) {
        data.put(entry.getKey(), value);
      }
    }
    return data;
  }
}
