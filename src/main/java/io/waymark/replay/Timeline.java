package io.waymark.replay;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Arm;
import io.waymark.model.Decimals;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Observation;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import io.waymark.yaml.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A test of a rule as a timeline: the touchpoints, the steps that ask for each, the decisions and
 * their reasons, and where a decision is not what the test expects.
 */
public final class Timeline {
  private static final int WIDTH = 100;
  private static final int TEXT_COLUMN = 16;

  private final Rule rule;
  private final Example example;
  private final Rehearsal.Outcome outcome;
  private final List<Event> events = new ArrayList<>();

  /**
   * A line of the timeline.
   *
   * @param rank its place among lines of the same time
   */
  private record Event(long millis, int rank, String text) {}

  public Timeline(Rule rule, Example example, Rehearsal.Outcome outcome) {
    this.rule = rule;
    this.example = example;
    this.outcome = outcome;
  }

  /** Returns whether the triggers came when the test expects them. */
  public boolean isAsExpected() {
    return outcome.sentMillis().equals(example.expectMillis());
  }

  /** Returns the lines of the timeline, for a font of one width. */
  public List<String> lines() {
    Map<String, @Nullable String> channels = new HashMap<>();
    int number = 0;
    for (Example.Given given : example.given()) {
      Touchpoint touchpoint = Rehearsal.touchpoint(given, ++number);
      channels.put(touchpoint.id(), touchpoint.channel());
      event(given.atMillis(), 1, row(given.type(), uses(touchpoint)));
    }
    for (Transition transition : outcome.transitions()) {
      Touchpoint entered = transition.touchpoint(channels.get(transition.cause()));
      event(transition.timeMillis(), 2, row("enters stage " + transition.to(), entered(entered)));
    }
    // A deadline comes before a touchpoint of the same time.
    int decided = rule.pattern().trailing() == null ? 3 : 0;
    List<Long> expected = new ArrayList<>(example.expectMillis());
    for (Decision decision : outcome.decisions()) {
      event(decision.timeMillis(), decided, verdict(decision, expected));
    }
    for (Observation observation : outcome.observations()) {
      event(observation.endMillis(), 0, observed(observation));
    }
    expected.forEach(millis -> event(millis, 4, missing(millis)));
    events.sort(Comparator.comparingLong(Event::millis).thenComparingInt(Event::rank));
    List<String> lines = new ArrayList<>();
    lines.add("           expected  " + moments(example.expectMillis()));
    lines.add("           got       " + moments(outcome.sentMillis()));
    events.forEach(event -> lines.addAll(wrapped(event)));
    return lines;
  }

  private void event(long millis, int rank, String text) {
    events.add(new Event(millis, rank, text));
  }

  private static String row(String what, String uses) {
    return "%-24s %s".formatted(what, uses).stripTrailing();
  }

  /** Shows which steps ask for the touchpoint that a rule sees when a stage is entered. */
  private String entered(Touchpoint entered) {
    return rule.pattern().asksFor(entered.type()) ? uses(entered) : "";
  }

  /** Shows which steps ask for a touchpoint, as far as it alone tells. */
  private String uses(Touchpoint touchpoint) {
    Scope scope = Scope.ofEvent(touchpoint, Scope.NONE);
    Expression correlate = rule.pattern().correlate();
    Object value = correlate == null ? "" : correlate.evaluate(scope);
    List<String> uses = new ArrayList<>();
    for (Step step : rule.pattern().steps()) {
      if (step.types().contains(touchpoint.type())) {
        uses.add(use(step, scope));
      }
    }
    if (uses.isEmpty()) {
      return "no step asks for it";
    }
    if (value == null) {
      return "takes no part: it has no value to correlate by";
    }
    return String.join("; ", uses)
        + (correlate == null ? "" : "; correlates by " + Decimals.text(value));
  }

  private static String use(Step step, Scope scope) {
    String what =
        step instanceof Step.Positive positive ? "for " + positive.name() : "against absent";
    Expression where = step.where();
    if (where == null || (!step.looksBack() && where.test(scope))) {
      return what;
    }
    return step.looksBack()
        ? what + " if its where holds then"
        : "not " + what + ": its where does not hold";
  }

  private static String observed(Observation observation) {
    return "= the goal was %s, after a match that was %s"
        .formatted(
            observation.result().name().toLowerCase(Locale.ROOT),
            observation.arm() == Arm.SENT ? "sent" : "held out");
  }

  private String verdict(Decision decision, List<Long> expected) {
    Gate gate = decision.gate();
    String of = decision.correlation() == null ? "" : " (" + decision.correlation() + ")";
    if (gate != null) {
      String because = because(gate, decision);
      return "= matched"
          + of
          + ", withheld by "
          + gate.code()
          + ": "
          + because
          + "\n"
          + decision.why();
    }
    boolean isExpected = expected.remove((Long) decision.timeMillis());
    return "= fired" + of + (isExpected ? "" : ", NOT EXPECTED") + "\n" + decision.why();
  }

  private String because(Gate gate, Decision decision) {
    if (gate == Gate.COOLDOWN) {
      return "the last trigger went out at "
          + Durations.inFull(lastSentBefore(decision))
          + ", the cooldown is "
          + Durations.inFull(rule.message().cooldownMillis());
    }
    return decision.numbers() == null ? "the rule's status" : decision.numbers();
  }

  private long lastSentBefore(Decision decision) {
    long last = 0;
    for (Decision each : outcome.decisions()) {
      if (each.equals(decision)) {
        break;
      }
      last = each.isSent() ? each.timeMillis() : last;
    }
    return last;
  }

  private String missing(long millis) {
    boolean matched =
        outcome.decisions().stream().anyMatch(decision -> decision.timeMillis() == millis);
    return "= EXPECTED, but " + (matched ? "no trigger went out" : "nothing matched");
  }

  private static List<String> wrapped(Event event) {
    List<String> lines = new ArrayList<>();
    String start = "%14s  ".formatted(Durations.inFull(event.millis()));
    for (String part : event.text().lines().toList()) {
      int indent = lines.isEmpty() ? 0 : 2;
      StringBuilder line =
          new StringBuilder(lines.isEmpty() ? start : " ".repeat(TEXT_COLUMN + indent));
      int written = 0;
      for (String word : part.split(" (?! )", -1)) {
        if (written > 0 && line.length() + 1 + word.length() > WIDTH) {
          lines.add(line.toString().stripTrailing());
          line = new StringBuilder(" ".repeat(TEXT_COLUMN + 4));
          written = 0;
        }
        line.append(written++ == 0 ? "" : " ").append(word);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String moments(List<Long> millis) {
    return millis.isEmpty()
        ? "nothing"
        : millis.stream().map(Durations::inFull).collect(Collectors.joining(", "));
  }
}
