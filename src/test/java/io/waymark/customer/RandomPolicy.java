package io.waymark.customer;

import io.waymark.govern.PolicyReader;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is drawn at random, with what its parts mean as its documents say it: by the
 * calendars of {@code java.time}, not by the code of the gates.
 *
 * @param missing of the zone: its name, {@code withhold} or {@code allow}
 * @param allowsUnknown of the consent; null where none is asked for
 * @param arbitrationMillis negative for none
 */
public record RandomPolicy(
    String missing,
    @Nullable Boolean allowsUnknown,
    Choice needsNoConsent,
    List<Limit> caps,
    @Nullable Night night,
    long arbitrationMillis,
    @Nullable Holdout holdout) {
  /** The purpose that all policies ask for. */
  public static final String PURPOSE = "marketing";

  private static final List<String> UNITS = List.of("day", "week", "month");

  /**
   * The span of time in which something happens.
   *
   * @param unit in which caps count
   * @param letter of the unit in YAML
   */
  public record Scale(
      Duration unit, char letter, int longest, LocalTime from, LocalTime to, List<String> zones) {}

  /** A choice of triggers by keys that must all hold. */
  record Choice(Map<String, String> keys) {
    static Choice draw(Random random, Map<String, List<String>> values) {
      Map<String, String> keys = new LinkedHashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        List<String> names = List.copyOf(values.keySet());
        String key = names.get(random.nextInt(names.size()));
        keys.put(key, values.get(key).get(random.nextInt(values.get(key).size())));
      }
      return new Choice(keys);
    }

    boolean chooses(Rule rule) {
      return keys.entrySet().stream()
          .allMatch(
              entry ->
                  switch (entry.getKey()) {
                    case "tag" -> rule.tags().contains(entry.getValue());
                    case "to" -> rule.message().to().equals(entry.getValue());
                    case "rule" -> rule.id().equals(entry.getValue());
                    case "signal" -> rule.signal().code().equals(entry.getValue());
                    case "priority" ->
                        rule.message().priority() >= Integer.parseInt(entry.getValue());
                    default -> throw new AssertionError(entry);
                  });
    }

    /** Returns whether it excepts a rule; without any key it excepts none. */
    boolean excepts(Rule rule) {
      return !keys.isEmpty() && chooses(rule);
    }

    String text(String key) {
      return keys.isEmpty() ? "" : ", " + key + ": " + keys.toString().replace("=", ": ");
    }
  }

  /**
   * A cap.
   *
   * @param in null where it is one per unit of the calendar
   */
  record Limit(int most, @Nullable Duration in, String per, Choice of, String text) {
    /** Returns whether what went out counts. */
    boolean counts(Instant sent, Instant now, @Nullable ZoneId zone) {
      if (in != null) {
        return sent.isAfter(now.minus(in));
      }
      return zone != null && unit(sent, zone).equals(unit(now, zone));
    }

    private Object unit(Instant at, ZoneId zone) {
      LocalDateTime local = LocalDateTime.ofInstant(at, zone);
      return switch (per) {
        case "day" -> local.toLocalDate();
        case "week" -> local.toLocalDate().with(WeekFields.ISO.dayOfWeek(), 1);
        default -> YearMonth.from(local);
      };
    }
  }

  /** Quiet hours, over midnight or not. */
  record Night(LocalTime from, LocalTime to, boolean holds, Choice except, String text) {
    boolean isAt(Instant at, ZoneId zone) {
      LocalTime time = LocalDateTime.ofInstant(at, zone).toLocalTime();
      boolean hasBegun = !time.isBefore(from);
      boolean isBeforeEnd = time.isBefore(to);
      return from.isBefore(to) ? hasBegun && isBeforeEnd : hasBegun || isBeforeEnd;
    }
  }

  /** Returns one without problems, for rules that have these values of the keys of a choice. */
  public static RandomPolicy draw(Random random, Scale scale, Map<String, List<String>> values) {
    while (true) {
      RandomPolicy drawn = drawAny(random, scale, values);
      if (PolicyReader.read(drawn.text(), new Problems("policy", drawn.text())).isPresent()) {
        return drawn;
      }
    }
  }

  private static RandomPolicy drawAny(
      Random random, Scale scale, Map<String, List<String>> values) {
    List<Limit> caps = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      caps.add(limit(random, scale, Choice.draw(random, values)));
    }
    return new RandomPolicy(
        switch (random.nextInt(3)) {
          case 0 -> "withhold";
          case 1 -> "allow";
          default -> scale.zones().get(random.nextInt(scale.zones().size()));
        },
        random.nextInt(3) == 0 ? null : random.nextBoolean(),
        Choice.draw(random, values),
        caps,
        random.nextBoolean() ? night(random, scale, Choice.draw(random, values)) : null,
        random.nextInt(3) == 0 ? random.nextInt(30) * 1_000L : -1,
        random.nextInt(4) == 0 ? new Holdout(3_000, "s") : null);
  }

  private static Limit limit(Random random, Scale scale, Choice of) {
    int most = 1 + random.nextInt(6);
    if (random.nextInt(3) == 0) {
      String per = UNITS.get(random.nextInt(UNITS.size()));
      String text = "{most: %d, per: %s%s}".formatted(most, per, of.text("of"));
      return new Limit(most, null, per, of, text);
    }
    int length = 1 + random.nextInt(scale.longest());
    Duration in = scale.unit().multipliedBy(length);
    String text = "{most: %d, in: %d%s%s}".formatted(most, length, scale.letter(), of.text("of"));
    return new Limit(most, in, "", of, text);
  }

  private static Night night(Random random, Scale scale, Choice except) {
    boolean holds = random.nextInt(4) > 0;
    String text =
        "{from: \"%s\", to: \"%s\", then: %s%s%s}"
            .formatted(
                scale.from(),
                scale.to(),
                holds ? "hold" : "withhold",
                holds && random.nextBoolean()
                    ? ", spread: %dm".formatted(1 + random.nextInt(200))
                    : "",
                except.text("except"));
    return new Night(scale.from(), scale.to(), holds, except, text);
  }

  /** Returns it as YAML. */
  public String text() {
    StringBuilder text = new StringBuilder("policy: p\n");
    text.append("zone: {from: customer.traits.timezone, missing: %s}\n".formatted(missing));
    if (allowsUnknown != null) {
      text.append(
          "consent: {purpose: %s, missing: %s%s}\n"
              .formatted(PURPOSE, allowsUnknown ? "allow" : "deny", needsNoConsent.text("except")));
    }
    if (!caps.isEmpty()) {
      text.append("caps: ").append(caps.stream().map(Limit::text).toList()).append('\n');
    }
    if (night != null) {
      text.append("quiet: ").append(night.text()).append('\n');
    }
    if (arbitrationMillis >= 0) {
      text.append("arbitration: {within: %ds}\n".formatted(arbitrationMillis / 1_000));
    }
    if (holdout != null) {
      text.append(
          "holdout: {share: %d%%, salt: %s}\n".formatted(holdout.share() / 100, holdout.salt()));
    }
    return text.toString();
  }
}
