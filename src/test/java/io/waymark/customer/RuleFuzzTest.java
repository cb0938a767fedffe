package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.FailureRecorder;
import io.waymark.expression.Limits;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.rule.RandomRuleText;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Pushes random rules through the check and random touchpoints through those that pass: nothing
 * throws, and each text and each touchpoint costs a bounded time. A longer form: {@code
 * -Dwaymark.test.fuzz=1000000}.
 */
class RuleFuzzTest {
  private static final int CASES = Integer.getInteger("waymark.test.fuzz", 1_000);
  private static final int TOUCHPOINTS = 6;

  /** The processor time that one text or touchpoint may take while code is still compiled. */
  private static final long MOST_NANOS = 3_000_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final RuleReader READER = new RuleReader(RulesFromYaml.LIFECYCLE.stageNames());

  private long read;
  private long failures;
  private long slowestRead;
  private long slowestApplied;

  @Test
  void whateverARuleAsksForNothingThrowsAndAllIsBounded() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String text = RandomRuleText.next(random);
      try {
        play(text, random);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + "\n" + text, e);
      }
    }
    System.out.printf(
        "%,d texts, %,d of them rules; %,d evaluations failed; slowest: %,d us to read, %,d us to"
            + " apply%n",
        CASES, read, failures, slowestRead / 1_000, slowestApplied / 1_000);
    assertThat(read).as("texts that are rules").isGreaterThan(CASES / 10L);
    assertThat(failures).as("evaluations that fail").isPositive();
    assertThat(slowestRead).isLessThan(MOST_NANOS);
    assertThat(slowestApplied).isLessThan(MOST_NANOS);
  }

  private void play(String text, Random random) {
    long start = THREADS.getCurrentThreadCpuTime();
    RuleReader.Result result = READER.read("rule.yaml", text);
    slowestRead = Math.max(slowestRead, THREADS.getCurrentThreadCpuTime() - start);
    if (result instanceof RuleReader.Result.Ok ok) {
      read++;
      play(ok.rule(), random);
    } else if (result instanceof RuleReader.Result.Refused refused) {
      assertThat(refused.problems()).isNotEmpty();
    }
  }

  private void play(Rule rule, Random random) {
    FailureRecorder recorder = (expression, failure) -> failures++;
    Limits limits = new Limits(Limits.DEFAULT_STEPS, recorder);
    try (RuleBook book = RuleBook.open(limits, (dropped, runs) -> {})) {
      CustomerEngine engine =
          new CustomerEngine(
              RulesFromYaml.LIFECYCLE, book, record -> {}, DropRecorder.NONE, () -> 0);
      book.put(rule, 0);
      Customer customer = new Customer("anna", null, properties(random));
      for (int i = 0; i < TOUCHPOINTS; i++) {
        long start = THREADS.getCurrentThreadCpuTime();
        engine.apply(customer, arrival(i, random));
        slowestApplied = Math.max(slowestApplied, THREADS.getCurrentThreadCpuTime() - start);
      }
      customer = new CustomerCodec().read("anna", new CustomerCodec().write(customer));
      engine.passDeadlines(customer, Runs.NEVER - 1);
    }
  }

  private static Arrival arrival(int number, Random random) {
    String type = RandomRuleText.TYPES.get(random.nextInt(3));
    Touchpoint touchpoint =
        new Touchpoint(
            "t" + number,
            "anna",
            null,
            type,
            random.nextBoolean() ? "web" : null,
            1_000L * number,
            random.nextBoolean() ? 0.5 : null,
            properties(random));
    return new Arrival(touchpoint, Position.line("f", 1), 0);
  }

  private static Map<String, Object> properties(Random random) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : List.of("n", "s", "t", "list", "map", "long")) {
      if (random.nextInt(5) > 0) {
        properties.put(name, random.nextInt(6) == 0 ? value("list", random) : value(name, random));
      }
    }
    return properties;
  }

  private static Object value(String name, Random random) {
    return switch (name) {
      case "n" -> random.nextBoolean() ? (Object) random.nextLong() : (Object) random.nextDouble();
      case "list" -> list(random);
      case "map" -> Map.of("n", 1L, "s", "a", "list", List.of(1L, 2.5, "x"));
      case "long" -> "a".repeat(random.nextInt(20_000));
      default -> List.of("a", "card", "", "12", "2026-03-01T12:00:00Z").get(random.nextInt(5));
    };
  }

  private static List<Object> list(Random random) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 800 : 6); i > 0; i--) {
      list.add(random.nextBoolean() ? Map.of("n", (long) i) : (Object) ("item " + i));
    }
    return list;
  }
}
