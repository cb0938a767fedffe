package io.waymark.cli;

import io.waymark.rule.BundledRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of records for the topic of rules: live rules whose expressions ask for much, texts that
 * are no rules, and removals.
 */
final class HostileRule {
  private static final List<String> VALUES =
      List.of(
          "event.properties.p",
          "event.properties.q",
          "event.properties.o",
          "event.properties.x",
          "event.properties",
          "event.id",
          "event.time",
          "event.sentiment",
          "customer.traits",
          "customer.traits.p",
          "customer.stage",
          "first.last.properties.p",
          "first.sum.p",
          "first.sum",
          "first.count");

  private static final List<String> PATTERNS =
      List.of(
          "a+",
          "(a|b)*c",
          "((((a{0,30}){0,30}){0,30}){0,30})",
          "(((a{10}){10}){10}){10}",
          "(x+x+)+y",
          "[",
          "(?i)\\\\p{L}{1000}",
          ".*.*.*.*.*=.*",
          "(a?){500}a{500}",
          "\\\\d+");

  private static final List<String> CONDITIONS =
      List.of(
          "V.matches(R)",
          "V.matches(V)",
          "V > 20",
          "V == V",
          "V + V > 1",
          "V * V * V * V == 1e300 * 1e300",
          "V / V < V % V",
          "9223372036854775807 + V > 0",
          "size(V) > 3",
          "V[9223372036854775807] == 1",
          "V.exists(a, V.exists(b, a == b))",
          "V.all(a, V.all(b, V.all(c, a + b + c != V)))",
          "V.map(a, V.map(b, V.map(c, [a, b, c]))).size() > 0",
          "V.map(a, a + a + a + a).exists(a, a + a == V)",
          "timestamp(V) < event.time",
          "duration(V) > duration(\\\"1h\\\")",
          "event.time.getFullYear(V) == 2026",
          "int(V) + int(V) > 0",
          "double(V) / 0.0 > 1.0",
          "string(V) + string(V) == V",
          "V in V",
          "has(customer.traits.p) && V.contains(V)",
          "dyn(V) == null",
          "!(V != V)",
          "V ? V : V");

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
      case 3 -> rule(id).getBytes(StandardCharsets.UTF_16);
      case 4 -> utf8("a: &a [1]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n");
      case 5 -> utf8("[".repeat(random.nextInt(50_000)));
      case 6 -> random.nextInt(20) == 0 ? utf8("#" + "x".repeat(900_000)) : utf8("rule: " + id);
      case 7, 8 -> utf8(damaged(BundledRules.text(pick(BundledRules.IDS))));
      case 9 -> utf8(damaged(rule(id)));
      default -> utf8(rule(id));
    };
  }

  private String rule(String id) {
    return """
        rule: %s
        title: "%s"
        signal: frustration
        owner: o
        status: %s
        change: %s
        who: {where: "%s"}
        pattern:
          correlate: %s
          within: %s
          steps:
            - first: [Payment Failed, identify]
              where: "%s"
              times: %d
            - {absent: Order Completed}
            - second: {all: [Chat Started, Product Viewed]}
              optional: %b
              where: "%s"
            - {absent: Signed Up, for: %s}
        trigger:
          to: desk
          cooldown: %s
          data: {all: customer.traits, event: first.last.properties, sum: first.sum, %s}
        """
        .formatted(
            id,
            "t".repeat(random.nextInt(100)),
            pick(List.of("live", "live", "live", "shadow", "paused", "draft")),
            pick(List.of("drain", "restart")),
            random.nextInt(3) == 0 ? "true" : condition(),
            value(),
            duration(),
            condition(),
            random.nextInt(20) == 0 ? random.nextInt(1_000_000) : 1 + random.nextInt(3),
            random.nextBoolean(),
            condition(),
            duration(),
            duration(),
            data());
  }

  private String condition() {
    String one = filled(pick(CONDITIONS));
    return switch (random.nextInt(6)) {
      case 0 -> one + " && " + filled(pick(CONDITIONS));
      case 1 -> one + " || " + filled(pick(CONDITIONS));
      case 2 -> "true";
      default -> one;
    };
  }

  private String data() {
    return IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(i -> "d" + i + ": \"" + filled(pick(CONDITIONS)) + "\"")
        .collect(Collectors.joining(", "));
  }

  private String filled(String template) {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      switch (template.charAt(i)) {
        case 'V' -> filled.append(value());
        case 'R' -> filled.append("\\\"").append(pick(PATTERNS)).append("\\\"");
        default -> filled.append(template.charAt(i));
      }
    }
    return filled.toString();
  }

  private String value() {
    return pick(VALUES);
  }

  private String duration() {
    return pick(List.of("1s", "5s", "1m", "1h", "30d", "36500d", "0s"));
  }

  private String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0 && damaged.length() > 0; i--) {
      int at = random.nextInt(damaged.length());
      damaged.replace(at, Math.min(damaged.length(), at + random.nextInt(6)), pick(SCRAPS));
    }
    return damaged.toString();
  }

  private static final List<String> SCRAPS =
      List.of(
          "", " ", "\n", ":", "- ", "[", "{", "'", "\"", "&a ", "*a", "!!int ", "\u0000", "9e9");

  private byte[] garbage(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
