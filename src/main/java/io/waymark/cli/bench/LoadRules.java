package io.waymark.cli.bench;

import io.waymark.job.stream.RuleText;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Made-up rules over {@link Load}: each about two of its types and one category, so that a
 * touchpoint concerns few of them and few triggers go out.
 */
final class LoadRules {
  private static final String TEMPLATE =
      """
      rule: %s
      title: Looked twice, then went on
      signal: opportunity
      owner: bench
      status: live
      pattern:
        within: 30m
        steps:
          - looked: %s
            where: event.properties.category == "%s"
            times: 2
          - absent: %s
            where: event.properties.amount > 400.0
          - went: %s
            where: event.properties.category == "%s"
      trigger:
        to: nobody
        priority: 50
        cooldown: 7d
      """;

  private LoadRules() {}

  static List<RuleText> first(int count) {
    return IntStream.range(0, count).mapToObj(LoadRules::rule).toList();
  }

  private static RuleText rule(int number) {
    String id = "bench-" + number;
    String looked = Load.TYPES.get(number % Load.TYPES.size());
    String went = Load.TYPES.get((number * 7 + 3) % Load.TYPES.size());
    String category = Load.category(number * 37 % Load.CATEGORIES);
    return new RuleText(
        id, TEMPLATE.formatted(id, looked, category, went, went, category), id + ".yaml", number);
  }
}
