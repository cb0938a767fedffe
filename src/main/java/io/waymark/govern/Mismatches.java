package io.waymark.govern;

import io.waymark.rule.Rule;
import io.waymark.yaml.Durations;
import io.waymark.yaml.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds what a policy and rules, each without problems, do to each other that nobody means: parts
 * that choose no trigger, and triggers that expire while they wait. None of it is refused, as rules
 * and policies are published one after the other.
 */
public final class Mismatches {
  private final Policy policy;
  private final List<Rule> rules;
  private final Set<String> destinations;

  private Mismatches(Policy policy, List<Rule> rules, Set<String> destinations) {
    this.policy = policy;
    this.rules = rules;
    this.destinations = destinations;
  }

  /**
   * Returns a sentence for each.
   *
   * @param rules all of them; empty where they are not known
   * @param destinations the names of all of them; empty where they are not known
   */
  public static List<String> of(Policy policy, List<Rule> rules, Set<String> destinations) {
    return new Mismatches(policy, rules, destinations).all();
  }

  private List<String> all() {
    List<String> found = new ArrayList<>();
    selectors().forEach((place, selector) -> found.addAll(ofSelector(place, selector)));
    Arbitration arbitration = policy.arbitration();
    if (arbitration != null) {
      rules.forEach(rule -> addIfExpiring(rule, arbitration.withinMillis(), found));
    }
    return found;
  }

  /** Returns the selectors that an author wrote, by their places. */
  private Map<String, Selector> selectors() {
    Map<String, Selector> all = new LinkedHashMap<>();
    if (policy.consent() != null) {
      all.put("'except' of consent", policy.consent().except());
    }
    for (int i = 0; i < policy.caps().size(); i++) {
      all.put("'of' of cap " + (i + 1), policy.caps().get(i).of());
    }
    if (policy.quiet() != null) {
      all.put("'except' of quiet", policy.quiet().except());
    }
    if (policy.breaker() != null) {
      all.put("'except' of breaker", policy.breaker().except());
    }
    all.values().removeIf(each -> each.equals(Selector.ALL) || each.equals(Selector.NONE));
    return all;
  }

  private List<String> ofSelector(String place, Selector selector) {
    List<String> found = new ArrayList<>();
    Set<String> to = new TreeSet<>(destinations);
    rules.forEach(rule -> to.add(rule.message().to()));
    String noDestination =
        destinations.isEmpty() ? " names what no rule sends to" : " names what is no destination";
    addUnknown(place + noDestination, selector.to(), to, found);
    if (!rules.isEmpty()) {
      Set<String> tags = new TreeSet<>();
      rules.forEach(rule -> tags.addAll(rule.tags()));
      Set<String> ids = new TreeSet<>();
      rules.forEach(rule -> ids.add(rule.id()));
      addUnknown(place + " names what is no tag of any rule", selector.tags(), tags, found);
      addUnknown(place + " names what is no rule", selector.rules(), ids, found);
      if (found.isEmpty() && rules.stream().map(Labels::of).noneMatch(selector::chooses)) {
        found.add(place + " chooses no trigger of any rule");
      }
    }
    return found;
  }

  private void addUnknown(String what, Names names, Collection<String> known, List<String> found) {
    if (rules.isEmpty() && destinations.isEmpty()) {
      return;
    }
    String unknown =
        names.texts().stream()
            .filter(name -> !known.contains(name))
            .sorted()
            .map(name -> "'" + name + "'" + hint(name, known))
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      found.add(what + ": " + unknown);
    }
  }

  private static String hint(String name, Collection<String> known) {
    return Spelling.nearest(name, known).map(each -> " (did you mean '" + each + "'?)").orElse("");
  }

  private static void addIfExpiring(Rule rule, long withinMillis, List<String> found) {
    Long expires = rule.message().expiresMillis();
    if (expires != null && expires <= withinMillis) {
      found.add(
          ("rule %s: its triggers expire after %s, and arbitration waits for %s; they go out only"
                  + " where another trigger of the customer waits already, so let them expire later")
              .formatted(rule.id(), Durations.inFull(expires), Durations.inFull(withinMillis)));
    }
  }
}
