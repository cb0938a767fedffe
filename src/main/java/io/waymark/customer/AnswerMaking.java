package io.waymark.customer;

import io.waymark.expression.Allowance;
import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.PartWords;
import io.waymark.expression.Scope;
import io.waymark.govern.Candidate;
import io.waymark.govern.Cooldowns;
import io.waymark.govern.Moment;
import io.waymark.govern.Rivals;
import io.waymark.govern.Standing;
import io.waymark.govern.Verdict.Held;
import io.waymark.journey.Ledger;
import io.waymark.model.Answer;
import io.waymark.model.Answer.GateCase;
import io.waymark.model.Answer.Miss;
import io.waymark.model.Answer.Outcome;
import io.waymark.model.Answer.Part;
import io.waymark.model.Answer.Profile;
import io.waymark.model.Answer.RuleCase;
import io.waymark.model.Answer.Sent;
import io.waymark.model.Answer.Waiting;
import io.waymark.model.Gate;
import io.waymark.model.Question;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import io.waymark.rule.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about customers, whom it does not change. What it evaluates counts for no rule:
 * a question takes nothing from the steps of a touchpoint. Of one thread, the one of the engine.
 */
public final class AnswerMaking {
  /** The most last triggers of an answer. */
  private static final int MOST_SENT = 8;

  private final RuleBook rules;
  private final boolean drawsMap;

  /**
   * Creates answers by the rules and the policy of a book.
   *
   * @param drawsMap whether the ledgers of customers are kept, which are of an earlier time
   *     otherwise
   */
  public AnswerMaking(RuleBook rules, boolean drawsMap) {
    this.rules = rules;
    this.drawsMap = drawsMap;
  }

  /**
   * Answers a question.
   *
   * @param customer null where nothing is known of the customer
   * @param clockMillis the event time that customers have reached
   * @param nowMillis by which triggers expire
   */
  public Answer answer(
      Question question, @Nullable Customer customer, long clockMillis, long nowMillis) {
    String id = question.rule();
    RuleVersion asked = id == null ? null : rules.currentVersion(id);
    String problem =
        id != null && asked == null
            ? "no rule '%s' is in force; `waymark rules push` puts one into force".formatted(id)
            : null;
    Customer known = customer == null ? new Customer(question.customer()) : customer;
    OpenRunsList runs = OpenRunsList.of(known, rules, asked);
    return new Answer(
        question.id(),
        question.customer(),
        problem,
        clockMillis,
        customer == null ? null : profile(customer),
        runs.listed(),
        runs.count(),
        misses(known, asked, clockMillis),
        held(known, asked),
        sent(known, asked),
        asked == null ? null : ruleCase(asked, known, new Moment(clockMillis, nowMillis)));
  }

  private Profile profile(Customer customer) {
    Ledger ledger = drawsMap ? customer.ledger : new Ledger();
    OptionalLong since = ledger.stageSinceMillis();
    OptionalLong last = ledger.lastTouchpointMillis();
    String segment = ledger.segment();
    return new Profile(
        customer.stage,
        since.isEmpty() || customer.stage == null ? null : (Long) since.getAsLong(),
        last.isEmpty() ? null : (Long) last.getAsLong(),
        segment.isEmpty() ? null : segment,
        customer.traits,
        customer.consent);
  }

  private List<Miss> misses(Customer customer, @Nullable RuleVersion asked, long clockMillis) {
    NearMisses kept = customer.misses;
    List<Miss> misses = new ArrayList<>();
    if (kept != null) {
      for (NearMiss each : kept.after(clockMillis - NearMisses.KEPT.toMillis())) {
        RuleVersion version = rules.currentVersion(each.rule);
        if (version != null && (asked == null || asked.idDigest() == each.rule)) {
          misses.add(miss(each, version.rule()));
        }
      }
    }
    return misses;
  }

  private static Miss miss(NearMiss miss, Rule rule) {
    List<Step> steps = rule.pattern().steps();
    Step step = miss.step < steps.size() ? steps.get(miss.step) : null;
    return new Miss(
        rule.id(),
        step instanceof Step.Positive positive ? positive.name() : "",
        miss.type(),
        miss.millis(),
        miss.failed(),
        miss.values(),
        step == null || !miss.isOf(step.where()));
  }

  private static List<Waiting> held(Customer customer, @Nullable RuleVersion asked) {
    List<Waiting> held = new ArrayList<>();
    for (HeldTrigger each : customer.held.all()) {
      Trigger trigger = each.trigger();
      if (asked == null || asked.rule().id().equals(trigger.rule())) {
        Gate gate = each.isArbitrated() ? Gate.ARBITRATION : Gate.QUIET;
        held.add(new Waiting(trigger.rule(), trigger.id(), gate, each.untilMillis()));
      }
    }
    return held;
  }

  private List<Sent> sent(Customer customer, @Nullable RuleVersion asked) {
    List<Sent> sent = new ArrayList<>();
    Cooldowns cooldowns = customer.cooldowns;
    for (int i = cooldowns.size() - 1; i >= 0 && sent.size() < MOST_SENT; i--) {
      RuleVersion version = rules.currentVersion(cooldowns.idDigest(i));
      if (version != null && (asked == null || asked.idDigest() == version.idDigest())) {
        sent.add(new Sent(version.rule().id(), cooldowns.sentMillis(i)));
      }
    }
    return sent;
  }

  private RuleCase ruleCase(RuleVersion version, Customer customer, Moment moment) {
    Rule rule = version.rule();
    return new RuleCase(
        rule.id(),
        rule.version(),
        rule.title(),
        rule.status().name().toLowerCase(Locale.ROOT),
        StepWords.of(rule.pattern()),
        who(rule.who(), customer),
        gates(version, customer, moment));
  }

  /** Returns what evaluations of one rule may take, which fail without being counted. */
  private Allowance allowance() {
    return new Allowance(new Limits(rules.limits().steps(), Limits.DEFAULT.failures()));
  }

  private List<Part> who(Who who, Customer customer) {
    List<Part> parts = new ArrayList<>();
    if (!who.stages().isEmpty()) {
      String stage = customer.stage;
      parts.add(
          new Part(
              "customer.stage in [" + String.join(", ", who.stages()) + "]",
              stage != null && who.stages().contains(stage),
              stage == null ? Map.of() : new TreeMap<>(Map.of("customer.stage", stage))));
    }
    Expression where = who.where();
    if (where != null) {
      Scope scope = customer.scope().within(allowance());
      for (Conjunct part : where.conjuncts()) {
        boolean holds = part instanceof Conjunct.Other other && other.expression().test(scope);
        parts.add(
            new Part(NearMisses.cut(PartWords.text(part)), holds, PartWords.values(part, scope)));
      }
    }
    return parts;
  }

  private List<GateCase> gates(RuleVersion version, Customer customer, Moment moment) {
    Rule rule = version.rule();
    Long expires = rule.message().expiresMillis();
    Candidate candidate =
        Candidate.found(
            customer.id,
            rule,
            rules.rollout(version),
            version.labels(),
            expires == null ? null : (Long) (moment.atMillis() + expires));
    List<Standing> standings =
        rules
            .gates()
            .standings(
                candidate,
                customer.recipient(allowance()),
                moment,
                new Rivals(customer.held.arbitrationMillis(moment.atMillis())));
    return standings.stream().map(AnswerMaking::gate).toList();
  }

  private static GateCase gate(Standing standing) {
    Outcome outcome =
        standing.verdict() == null
            ? Outcome.PASSES
            : standing.verdict() instanceof Held ? Outcome.HOLDS : Outcome.WITHHOLDS;
    return new GateCase(standing.gate(), outcome, standing.numbers());
  }
}
