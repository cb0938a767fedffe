package io.waymark.customer;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.govern.Gates;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import io.waymark.rule.Digest;
import io.waymark.rule.Message;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns a match into its decision and, when no gate withholds it, its trigger. */
final class Verdict {
  private final Outlet outlet;
  private final RuleBook rules;
  private final LongSupplier wallMillis;

  Verdict(Outlet outlet, RuleBook rules, LongSupplier wallMillis) {
    this.outlet = outlet;
    this.rules = rules;
    this.wallMillis = wallMillis;
  }

  /**
   * @param completedBy null when a deadline completed the match
   */
  void pass(
      Customer customer,
      RuleBook.Entry entry,
      String correlation,
      Match match,
      @Nullable Arrival completedBy) {
    Rule rule = entry.rule();
    long idDigest = entry.idDigest();
    Gate gate =
        Gates.withholding(
                rule,
                rules.status(entry),
                customer.stage,
                customer.scope(),
                customer.lastSentMillis.get(idDigest),
                match.timeMillis())
            .orElse(null);
    String id = id(customer, rule, correlation, match);
    String why = Explanation.of(rule.pattern(), match);
    String shared = rule.pattern().correlate() == null ? null : correlation;
    outlet.emit(
        new Decision(
            id,
            rule.id(),
            rule.version(),
            rule.signal(),
            customer.id,
            customer.stage,
            shared,
            match.timeMillis(),
            gate,
            why));
    if (gate == null) {
      if (rule.message().cooldownMillis() > 0) {
        // Matches come in order of time, so what has cooled down is not asked for any more.
        customer
            .lastSentMillis
            .entrySet()
            .removeIf(sent -> !rules.isCooling(sent.getKey(), sent.getValue(), match.timeMillis()));
        customer.lastSentMillis.put(idDigest, match.timeMillis());
      }
      outlet.emit(
          trigger(customer, rule, shared, match, completedBy, wallMillis.getAsLong(), id, why));
    }
  }

  /** No clock and no attempt: the same history gives the same id after any restart. */
  private static String id(Customer customer, Rule rule, String correlation, Match match) {
    Touchpoint completedBy = match.completedBy();
    return Digest.hex(
        rule.id(),
        customer.id,
        correlation,
        completedBy == null ? "deadline" : "touchpoint",
        completedBy == null ? Long.toString(match.timeMillis()) : completedBy.id());
  }

  private static Trigger trigger(
      Customer customer,
      Rule rule,
      @Nullable String correlation,
      Match match,
      @Nullable Arrival completedBy,
      long nowMillis,
      String id,
      String why) {
    Message message = rule.message();
    Long expires = message.expiresMillis();
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
        correlation,
        why,
        match.timeMillis(),
        expires == null ? null : match.timeMillis() + expires,
        evidence(match),
        data(customer, message, match),
        new Latency(
            match.timeMillis(),
            completedBy == null ? null : completedBy.receivedMillis(),
            nowMillis));
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

  private static Map<String, Object> data(Customer customer, Message message, Match match) {
    Scope scope =
        Scope.ofEvent(match.completedBy(), Scope.ofSteps(match.steps(), customer.scope()));
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
