package io.waymark.replay;

import io.waymark.customer.GateReplay;
import io.waymark.govern.Candidate;
import io.waymark.govern.Hindsight;
import io.waymark.govern.Labels;
import io.waymark.govern.Policy;
import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what would have become of the matches of a window if a policy had come into force at its
 * begin. What went out before, and what was held then, is taken as it was. Of one thread.
 *
 * <p>Whether the rule was for the customer is taken from the decision then; stage, traits and
 * consent are those of each moment, as far as the past holds them. What is held is released by the
 * rules as they are now. The decision about a match of a rule whose text is not known stays as it
 * was.
 */
public final class PolicyRetrospect implements AutoCloseable {
  private final GateReplay gates;
  private final BiFunction<String, String, Optional<Rule>> rules;
  private final Function<String, Optional<Policy>> policies;
  private final long sinceMillis;
  private final long untilMillis;
  private final PolicyTally tally = new PolicyTally();
  private long unknown;

  /** A thing that happened, and its place among those of one instant. */
  private record Happening(long millis, int place, Object what) {
    private static final int DEADLINE = 0;
    private static final int HEARD = 1;
    private static final int MATCH = 2;

    static final Comparator<Happening> ORDER =
        Comparator.comparingLong(Happening::millis).thenComparingInt(Happening::place);

    static Happening of(Decision decision) {
      List<Evidence> touchpoints = decision.touchpoints();
      boolean isOfDeadline =
          !touchpoints.isEmpty()
              && touchpoints.get(touchpoints.size() - 1).timeMillis() < decision.timeMillis();
      return new Happening(decision.timeMillis(), isOfDeadline ? DEADLINE : MATCH, decision);
    }

    static Happening of(Applied heard) {
      return new Happening(heard.eventMillis(), HEARD, heard);
    }

    static Happening of(Transition transition) {
      return new Happening(transition.timeMillis(), HEARD, transition);
    }
  }

  /**
   * Begins a window.
   *
   * @param current the rules as they are now
   * @param rules finds the version of a rule
   * @param policies finds the version of a policy
   */
  public PolicyRetrospect(
      Policy policy,
      Collection<Rule> current,
      BiFunction<String, String, Optional<Rule>> rules,
      Function<String, Optional<Policy>> policies,
      long sinceMillis,
      long untilMillis) {
    this.gates = new GateReplay(policy, current, this::take);
    this.rules = rules;
    this.policies = policies;
    this.sinceMillis = sinceMillis;
    this.untilMillis = untilMillis;
  }

  public PolicyTally tally() {
    return tally;
  }

  /** Returns how many matches kept their decisions, as the text of their rule is not known. */
  public long unknown() {
    return unknown;
  }

  /** Plays the past of one customer. */
  public void play(CustomerPast past) {
    gates.begin(past.customer());
    List<Happening> all = new ArrayList<>();
    past.decisions().forEach(each -> all.add(Happening.of(each)));
    past.heard().forEach(each -> all.add(Happening.of(each)));
    past.transitions().forEach(each -> all.add(Happening.of(each)));
    all.sort(Happening.ORDER);
    int next = 0;
    for (; next < all.size() && all.get(next).millis() < sinceMillis; next++) {
      recall(all.get(next));
    }
    holdAsThen(past.decisions());
    Happening before = null;
    for (; next < all.size() && all.get(next).millis() <= untilMillis; next++) {
      Happening happening = all.get(next);
      if (before == null || Happening.ORDER.compare(before, happening) != 0) {
        // Matches of a deadline are decided with what is held until then; a touchpoint comes later.
        gates.pass(happening.millis() - (happening.place() == Happening.DEADLINE ? 1 : 0));
      }
      replay(happening);
      before = happening;
    }
    gates.pass(untilMillis);
  }

  /** Takes what happened before the window. */
  private void recall(Happening happening) {
    if (happening.what() instanceof Decision decision) {
      Rule rule = rule(decision);
      presume(decision, rule);
      if (decision.isSent() && rule != null) {
        gates.noteSent(rule, decision.timeMillis(), then(decision));
      }
    } else {
      learn(happening.what());
    }
  }

  /** Returns the policy in force then; null where there was none. */
  private @Nullable Policy then(Decision decision) {
    String version = decision.policy();
    return version == null ? null : policies.apply(version).orElseGet(gates::policy);
  }

  private void learn(Object heard) {
    if (heard instanceof Applied applied) {
      gates.learn(applied.touchpoint());
    } else if (heard instanceof Transition transition) {
      gates.enter(transition.to());
    }
  }

  /** Holds what was held at the begin of the window. */
  private void holdAsThen(List<Decision> decisions) {
    Map<String, Decision> held = new HashMap<>();
    Map<String, Decision> ends = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.isHeld() && decision.timeMillis() < sinceMillis) {
        held.put(decision.id(), decision);
      } else if (decision.endsHold()) {
        ends.put(decision.id(), decision);
      }
    }
    held.values().stream()
        .sorted(Comparator.comparingLong(Decision::timeMillis).thenComparing(Decision::id))
        .forEach(each -> hold(each, ends.get(each.id())));
  }

  /**
   * Holds a trigger until its first hold ends. Where that is over, another gate holds it, of which
   * its last decision tells the end.
   */
  private void hold(Decision decision, @Nullable Decision end) {
    Rule rule = rule(decision);
    Long until = decision.untilMillis();
    boolean isOver = end != null && end.timeMillis() < sinceMillis;
    if (rule == null || until == null || isOver) {
      return;
    }
    boolean isArbitrated = decision.gate() == Gate.ARBITRATION;
    if (until >= sinceMillis) {
      gates.hold(trigger(decision, rule), isArbitrated, until);
    } else if (end != null) {
      gates.hold(trigger(decision, rule), !isArbitrated, end.timeMillis());
    }
  }

  /** Takes what happened in the window; matches of one moment are decided together. */
  private void replay(Happening happening) {
    if (!(happening.what() instanceof Decision decision)) {
      learn(happening.what());
      return;
    }
    Rule rule = rule(decision);
    presume(decision, rule);
    if (Hindsight.isOfNoPolicy(decision) && !decision.endsHold()) {
      tally.add(decision);
    } else if (rule == null) {
      keep(decision);
    } else if (!decision.endsHold()) {
      match(decision, rule);
    }
  }

  private void match(Decision decision, Rule rule) {
    gates.enter(decision.stage());
    boolean isShadow = decision.gate() == Gate.SHADOW || rule.status() == Rule.Status.SHADOW;
    Trigger trigger = trigger(decision, rule);
    gates.match(
        trigger,
        Candidate.decided(
            decision.customer(),
            rule,
            isShadow ? Rule.Status.SHADOW : Rule.Status.LIVE,
            Labels.of(rule),
            trigger.expiresMillis()));
  }

  private void keep(Decision decision) {
    Long since = decision.heldSinceMillis();
    if (since == null || since >= sinceMillis) {
      tally.add(decision);
      unknown += decision.endsHold() ? 0 : 1;
    }
  }

  private void presume(Decision decision, @Nullable Rule rule) {
    String version = decision.policy();
    Policy policy = version == null ? null : policies.apply(version).orElse(null);
    if (policy != null && policy.consent() != null && rule != null) {
      Boolean consented = Hindsight.consented(policy, Labels.of(rule), decision);
      if (consented != null) {
        gates.presume(policy.consent().purpose(), consented);
      }
    }
  }

  private @Nullable Rule rule(Decision decision) {
    return rules.apply(decision.rule(), decision.version()).orElse(null);
  }

  /** Returns the trigger of a match, without its data. */
  private static Trigger trigger(Decision decision, Rule rule) {
    long at = decision.timeMillis();
    Long expires = rule.message().expiresMillis();
    List<Evidence> touchpoints = decision.touchpoints();
    return new Trigger(
        decision.id(),
        rule.id(),
        rule.version(),
        rule.title(),
        rule.signal(),
        rule.owner(),
        rule.message().to(),
        rule.message().priority(),
        decision.customer(),
        null,
        decision.stage(),
        decision.correlation(),
        decision.why(),
        at,
        expires == null ? null : (Long) (at + expires),
        touchpoints.isEmpty()
            ? List.of(new Evidence("", decision.id(), Touchpoint.IDENTIFY, at))
            : touchpoints,
        Map.of(),
        new Trigger.Latency(at, null, at));
  }

  /** Counts a decision about a match of the window. */
  private void take(Decision decision) {
    Long since = decision.heldSinceMillis();
    if (since == null || since >= sinceMillis) {
      tally.add(decision);
    }
  }

  @Override
  public void close() {
    gates.close();
  }
}
