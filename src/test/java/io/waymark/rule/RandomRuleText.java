package io.waymark.rule;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Texts of rules from a grammar: most are rules, many ask for too much, and some are broken. The
 * same seed gives the same text.
 */
public final class RandomRuleText {
  /** The types of touchpoints that the rules ask for. */
  public static final List<String> TYPES = List.of("A", "B", "C", "Stage Entered");

  private static final String[] SCRAPS = {
    "", " ", "\n", ":", "- ", "[", "}", "'", "\"", "&a ", "*a", "!!int ", "|\n", "null", "-1",
    "1e999", "\t", "\u0000", "\uFEFF", "\uD83D", "---\n", "<<: ", "@", "%"
  };

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private RandomRuleText(Random random) {
    this.random = random;
  }

  /** Returns a text whose rule, if it is one, has the id {@code r0} to {@code r9}. */
  public static String next(Random random) {
    return next(random, "r" + random.nextInt(10));
  }

  /** Returns a text whose rule, if it is one, has the given id. */
  public static String next(Random random, String id) {
    RandomRuleText rule = new RandomRuleText(random);
    rule.write(id);
    if (random.nextInt(8) == 0) {
      rule.damage();
    }
    return rule.text.toString();
  }

  private void write(String id) {
    text.append("rule: ").append(id);
    text.append("\ntitle: ").append(once(20) ? "T".repeat(random.nextInt(9_000)) : "T");
    text.append("\nsignal: ").append(pick("stall", "frustration", "advocacy", "opportunity"));
    text.append("\nowner: tests\nstatus: ")
        .append(pick("live", "live", "live", "shadow", "paused"));
    text.append(once(4) ? "\nchange: restart" : "");
    if (once(3)) {
      text.append("\nwho:\n  where: ").append(quoted(RandomCel.ofCustomer(random).condition()));
    }
    List<String> names = once(12) ? List.of("entered") : names();
    if (names.contains("entered")) {
      text.append("\nstall: {stage: ").append(pick("visitor", "buyer")).append(", for: 1d}");
    } else {
      pattern(names);
    }
    trigger(names);
    if (once(10)) {
      aliases();
    }
    text.append('\n');
  }

  private List<String> names() {
    List<String> all = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    return all.subList(0, 1 + random.nextInt(once(5) ? all.size() : 3));
  }

  private void pattern(List<String> names) {
    text.append("\npattern:\n  within: ").append(pick("1s", "10m", "1h", "1w", "999999d"));
    boolean correlates = once(4);
    if (correlates) {
      text.append("\n  correlate: ").append(quoted(RandomCel.ofEvent(random, List.of()).value()));
    }
    text.append("\n  steps:");
    for (int i = 0; i < names.size(); i++) {
      if (i > 0 && once(6)) {
        text.append("\n    - absent: ").append(pickType());
        text.append(correlates && once(2) ? "\n      correlate: false" : "");
        where(names.subList(0, i));
      }
      step(names.get(i), names.subList(0, i), i == names.size() - 1);
    }
    if (once(5)) {
      text.append("\n    - absent: ").append(pickTypes());
      where(names);
      text.append("\n      for: ").append(pick("1s", "1h", "30d"));
    }
  }

  private void step(String name, List<String> earlier, boolean isLast) {
    boolean isEach = once(8);
    String types = isEach ? "{all: [A, B, C]}" : once(4) ? "[A, B]" : pickTypes();
    text.append("\n    - ").append(name).append(": ").append(types);
    where(earlier);
    if (!isEach && once(4)) {
      text.append("\n      times: ").append(pick("1+", "3+", "exactly 2", "0-3", "2-50", "50+"));
      if (once(2)) {
        String condition = RandomCel.ofEvent(random, List.of(name)).condition();
        text.append("\n      having: ").append(quoted(condition));
      }
    } else if (!isEach && once(3)) {
      text.append("\n      times: ").append(once(4) ? 50 : 1 + random.nextInt(4));
      if (once(3)) {
        text.append("\n      distinct: ")
            .append(quoted(RandomCel.ofEvent(random, List.of()).value()));
      }
    }
    text.append(!earlier.isEmpty() && once(isLast ? 60 : 6) ? "\n      optional: true" : "");
    text.append(!earlier.isEmpty() && once(8) ? "\n      within: 10m" : "");
  }

  private void where(List<String> earlier) {
    if (once(2)) {
      String condition = RandomCel.ofEvent(random, once(3) ? earlier : List.of()).condition();
      text.append("\n      where: ").append(quoted(condition));
    }
  }

  private void trigger(List<String> names) {
    text.append("\ntrigger:\n  to: desk\n  priority: ").append(random.nextInt(101));
    text.append(once(3) ? "\n  cooldown: 1h" : "");
    if (once(2)) {
      text.append("\n  data:");
      for (int i = 1 + random.nextInt(once(8) ? 60 : 3); i > 0; i--) {
        String value = RandomCel.ofEvent(random, names).value();
        text.append("\n    v").append(i).append(": ").append(quoted(value));
      }
    }
  }

  /** Adds tests whose aliases name each other. */
  private void aliases() {
    StringJoiner traits = new StringJoiner(", ", "\n    traits: {", "}");
    for (int i = 0; i < 2 + random.nextInt(once(2) ? 12 : 2); i++) {
      String item = i == 0 ? "1" : "*x" + (i - 1);
      traits.add("x" + i + ": &x" + i + " [" + item + ", " + item + ", " + item + "]");
    }
    text.append("\ntests:\n  - name: n").append(traits);
    text.append("\n    given: [{at: 0s, type: A}]\n    expect: []");
  }

  private void damage() {
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(6));
      text.replace(at, to, SCRAPS[random.nextInt(SCRAPS.length)]);
    }
  }

  private static String quoted(String expression) {
    return "'" + expression.replace("'", "''") + "'";
  }

  private String pickTypes() {
    return once(12) ? pick("'*'", "{except: [A, B]}", "{except: C}") : pickType();
  }

  private String pickType() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }
}
