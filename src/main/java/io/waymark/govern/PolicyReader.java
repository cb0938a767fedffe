package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.model.Problem;
import io.waymark.rule.Holdout;
import io.waymark.rule.HoldoutReader;
import io.waymark.yaml.BundledTexts;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a policy and finds all its problems at once. */
public final class PolicyReader {
  private static final BundledTexts TEXTS = new BundledTexts("policies", List.of("default"));

  private static final long LONGEST_WAIT = Duration.ofMinutes(5).toMillis();
  private static final int MOST_TOGETHER = 20;
  private static final String NEEDS_ZONE =
      "by the customer's clock; add 'zone', such as zone: {from: customer.traits.timezone, missing:"
          + " Europe/Berlin}";

  private enum Unknown {
    DENY,
    ALLOW
  }

  private final Problems problems;
  private final CapsReader caps;

  private PolicyReader(Problems problems) {
    this.problems = problems;
    this.caps = new CapsReader(problems);
  }

  /** Returns the policy; empty when {@code problems} has any. */
  public static Optional<Policy> read(String text, Problems problems) {
    Optional<Policy> policy =
        Yaml.read(text, problems).map(map -> new PolicyReader(problems).policy(map, text));
    return problems.isEmpty() ? policy : Optional.empty();
  }

  /** Returns the text of a policy that comes with Waymark; empty for another name. */
  public static Optional<String> bundled(String name) {
    return TEXTS.bundled(name);
  }

  /**
   * Returns all problems of a policy that {@link #named} is to find; none when it can be used.
   *
   * @throws IOException if it is neither bundled nor a file that can be read; the message says so
   */
  public static List<Problem> problems(String name) throws IOException {
    return TEXTS.problems(name, PolicyReader::read);
  }

  /** Returns a bundled policy or the one in a file, which must have no {@link #problems}. */
  public static Policy named(String name) {
    return TEXTS.read(name, PolicyReader::read);
  }

  private Policy policy(YamlMap map, String text) {
    try (map) {
      String id = map.required("policy").map(PolicyReader::id).orElse("");
      Zoning zone = part(map, "zone").map(ZoningReader::read).orElse(Zoning.UNKNOWN);
      Consent consent = part(map, "consent").map(PolicyReader::consent).orElse(null);
      List<Cap> limits = map.optional("caps").map(caps::read).orElse(List.of());
      Quiet quiet = part(map, "quiet").map(new QuietReader(problems)::read).orElse(null);
      Arbitration arbitration =
          part(map, "arbitration").map(each -> arbitration(each, limits)).orElse(null);
      Holdout holdout = part(map, "holdout").map(HoldoutReader::read).orElse(null);
      Breaker breaker = part(map, "breaker").map(BreakerReader::read).orElse(null);
      if (!map.has("zone")) {
        caps.refuseCalendars("counts " + NEEDS_ZONE);
        map.optional("quiet").ifPresent(value -> value.problem("quiet hours go " + NEEDS_ZONE));
      }
      caps.refuseUseless(zone.missing());
      return new Policy(
          id,
          Digest.hex(text),
          zone,
          consent,
          limits,
          quiet,
          arbitration,
          holdout,
          breaker,
          text,
          null);
    }
  }

  private static Optional<YamlMap> part(YamlMap map, String key) {
    return map.optional(key).flatMap(YamlValue::map);
  }

  private static String id(YamlValue value) {
    String id = value.text();
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9-]{0,63}")) {
      value.problem(
          "a policy's id is a lowercase letter, then lowercase letters, digits or '-', at most 64"
              + " in all");
    }
    return id;
  }

  private static Consent consent(YamlMap map) {
    try (map) {
      String purpose = map.text("purpose");
      Unknown unknown =
          map.required("missing").map(value -> value.oneOf(Unknown.class)).orElse(Unknown.DENY);
      Selector except = SelectorReader.read(map, "except", Selector.NONE);
      return new Consent(purpose, unknown == Unknown.ALLOW, except);
    }
  }

  private static Arbitration arbitration(YamlMap map, List<Cap> caps) {
    try (map) {
      long within =
          map.required("within").map(value -> value.durationMillis(0, LONGEST_WAIT)).orElse(0L);
      Optional<YamlValue> most = map.optional("most");
      int together = most.map(value -> value.integer(1, MOST_TOGETHER)).orElse(1);
      Cap smallest = smallestOfAll(caps);
      if (most.isPresent() && smallest != null && together > smallest.most()) {
        most.get()
            .problem(
                "%d has no effect, since a cap lets only %d of all triggers go out; write at most %d"
                    .formatted(together, smallest.most(), smallest.most()));
      }
      return new Arbitration(within, together);
    }
  }

  /** Returns the smallest cap that holds for every trigger, also of customers without a zone. */
  private static @Nullable Cap smallestOfAll(List<Cap> caps) {
    return caps.stream()
        .filter(cap -> cap.span() instanceof Cap.Span.Rolling && cap.of().equals(Selector.ALL))
        .min(Comparator.comparingInt(Cap::most))
        .orElse(null);
  }
}
