package io.waymark.customer;

import io.waymark.govern.Candidate;
import io.waymark.govern.Charge;
import io.waymark.govern.Labels;
import io.waymark.govern.Policy;
import io.waymark.lifecycle.SegmentFinder;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates of a policy about matches that were found before, one customer after the other, by
 * the {@link Judge} of the job. Nothing is matched. Callers hand over what happened to a customer
 * in order of time. Of one thread.
 */
public final class GateReplay implements AutoCloseable {
  /** Stands in for the patterns of rules, as nothing is matched. */
  private static final Pattern NO_PATTERN =
      new Pattern(
          null,
          0,
          List.of(
              new Step.Positive(
                  "none", Types.of("none"), null, new Step.Times(1, null), false, 0)));

  private final RuleBook rules = RuleBook.open((dropped, runs) -> {});
  private final Judge judge;
  private Customer customer = new Customer("");

  /**
   * Begins with a policy.
   *
   * @param current the rules that are asked about what was held, as they are now
   * @param decisions takes each decision
   */
  public GateReplay(Policy policy, Collection<Rule> current, Consumer<Decision> decisions) {
    current.forEach(rule -> rules.put(rule.withPattern(NO_PATTERN), 0));
    rules.put(policy);
    Outlet outlet =
        record -> {
          if (record instanceof Decision decision) {
            decisions.accept(decision);
          }
        };
    this.judge =
        new Judge(
            outlet,
            rules,
            DropRecorder.NONE,
            new Wall(() -> 0, false),
            new SegmentFinder(SegmentsReader.bundled()),
            new GoalWatch(rules, outlet, DropRecorder.NONE));
  }

  /** Returns the policy that is asked. */
  public Policy policy() {
    return rules.gates().policy();
  }

  /** Begins with a customer of whom nothing is known. */
  public void begin(String id) {
    customer = new Customer(id);
  }

  /** Takes what a touchpoint says about traits and consent. */
  public void learn(Touchpoint touchpoint) {
    CustomerEngine.learn(customer, touchpoint, DropRecorder.NONE);
  }

  /** Takes what a decision shows about consent, where no touchpoint was heard to say it. */
  public void presume(String purpose, boolean isGiven) {
    if (customer.consent == null) {
      Map<String, Object> consent = new LinkedHashMap<>();
      consent.put(purpose, isGiven);
      customer.consent = consent;
    }
  }

  public void enter(@Nullable String stage) {
    customer.stage = stage;
  }

  /**
   * Takes a trigger that went out.
   *
   * @param then the policy in force then, whose caps say what is kept for later ones; null where
   *     there was none, and nothing is counted by caps
   */
  public void noteSent(Rule rule, long millis, @Nullable Policy then) {
    Labels labels = Labels.of(rule);
    boolean unused = customer.cooldowns.noteSent(labels.rule(), millis);
    if (then != null) {
      customer.charges.note(new Charge(millis, labels), then.caps());
    }
  }

  /** Takes a trigger that is held already. */
  public void hold(Trigger trigger, boolean isArbitrated, long untilMillis) {
    customer.held.add(HeldTrigger.of(trigger, isArbitrated, untilMillis));
  }

  /** Takes a match, which {@link #pass} decides. */
  public void match(Trigger trigger, Candidate candidate) {
    judge.note(new Judged(candidate, trigger, null, null));
  }

  /** Decides the matches, and what is held, up to and including a time. */
  public void pass(long toMillis) {
    judge.decide(customer, toMillis);
  }

  @Override
  public void close() {
    rules.close();
  }
}
