package io.waymark.cli;

import io.waymark.rule.RandomRuleText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Values of records for the topic of rules: rules of {@link RandomRuleText}, texts that are no
 * rules, and removals.
 */
final class HostileRule {
  private final Random random;

  HostileRule(Random random) {
    this.random = random;
  }

  /** Returns a value for a key; null removes the rule. */
  byte @Nullable [] next(String id) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> garbage(random.nextInt(500));
      case 3 -> RandomRuleText.next(random, id).getBytes(StandardCharsets.UTF_16);
      case 4 -> utf8("a: &a [1]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n");
      case 5 -> utf8("[".repeat(random.nextInt(50_000)));
      case 6 -> random.nextInt(20) == 0 ? utf8("#" + "x".repeat(900_000)) : utf8("rule: " + id);
      default -> utf8(RandomRuleText.next(random, id));
    };
  }

  private byte[] garbage(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
