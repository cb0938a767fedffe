package io.waymark.customer;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.expression.StepLimit;
import io.waymark.expression.Vocabulary;
import io.waymark.lifecycle.SegmentFinder;
import io.waymark.match.CorrelationText;
import io.waymark.model.Digest;
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

/** Makes the trigger of a match, as the customer is then. */
final class TriggerMaking {
  private TriggerMaking() {}

  /** Returns the trigger without its data, which most triggers that are withheld never need. */
  static Trigger withoutData(Customer customer, RuleMatch completed, Latency latency) {
    Rule rule = completed.version().rule();
    Message message = rule.message();
    Match match = completed.match();
    Long expires = message.expiresMillis();
    return new Trigger(
        id(customer, completed),
        rule.id(),
        rule.version(),
        rule.title(),
        rule.signal(),
        rule.owner(),
        message.to(),
        message.priority(),
        customer.id,
        customer.isAnonymous,
        customer.stage,
        rule.pattern().correlate() == null ? null : completed.correlation(),
        Explanation.of(rule.pattern(), match),
        match.timeMillis(),
        expires == null ? null : match.timeMillis() + expires,
        evidence(match),
        Map.of(),
        latency);
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

  /**
   * Returns what the rule asks to be sent along.
   *
   * @param limits that the evaluations of its values share
   */
  static Map<String, Object> data(
      Customer customer, RuleMatch completed, SegmentFinder segments, StepLimit limits) {
    Match match = completed.match();
    Scope person = withSegment(customer.scope().within(limits), segments);
    Scope scope = Scope.ofEvent(match.completedBy(), Scope.ofSteps(match.steps(), person));
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> entry :
        completed.version().rule().message().data().entrySet()) {
      @Nullable Object value = entry.getValue().evaluate(scope);
      if (value != null) {
        data.put(entry.getKey(), value);
      }
    }
    return data;
  }

  private static Scope withSegment(Scope customer, SegmentFinder segments) {
    return new Scope() {
      @Override
      public @Nullable Object value(String name) {
        return name.equals(Vocabulary.SEGMENT) ? segments.find(customer) : customer.value(name);
      }

      @Override
      public StepLimit limits() {
        return customer.limits();
      }
    };
  }
}
