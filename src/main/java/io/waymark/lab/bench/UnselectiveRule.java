package io.waymark.lab.bench;

import io.waymark.model.RuleText;

/**
 * A made-up rule over {@link SyntheticLoad} that every touchpoint of a type starts, unlike a {@link
 * BenchRule}. A thousand of them open 25 runs at each touchpoint, and a customer who has just made
 * a visit has about two hundred.
 */
record UnselectiveRule(int number) {
  private static final String TEXT =
      """
      rule: unselective-%d
      title: Whatever they did first
      signal: opportunity
      owner: bench
      status: live
      pattern:
        within: %dm
        steps:
          - did: %s
          - absent: %s
          - went: %s
            where: event.properties.amount > 498.0
      trigger:
        to: nobody
        priority: 50
        cooldown: 7d
        data:
          category: did.last.properties.category
      """;

  RuleText text() {
    String text =
        TEXT.formatted(number, 20 + number % 20, type(number), type(third()), type(second()));
    return new RuleText("unselective-" + number, text, "unselective-" + number + ".yaml", number);
  }

  private int second() {
    return number * 7 + 3 + number / SyntheticLoad.TYPES.size();
  }

  private int third() {
    return second() + 1 + number % 3;
  }

  private static String type(int number) {
    return SyntheticLoad.TYPES.get(number % SyntheticLoad.TYPES.size());
  }
}
