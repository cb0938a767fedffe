package io.waymark.customer;

import io.waymark.govern.PolicyReader;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import io.waymark.yaml.Durations;
import io.waymark.yaml.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Plays one customer on an engine and records everything that comes out. Times are milliseconds, or
 * are written as durations since 1970.
 */
final class OneCustomer implements AutoCloseable {
  /** The wall clock at which all touchpoints are received. */
  static final long RECEIVED_MILLIS = 42;

  final EngineRecorder recorder = new EngineRecorder();
  final RuleBook rules;
  final CustomerEngine engine;
  Customer customer = new Customer("anna");

  private final CustomerCodec codec = new CustomerCodec();
  private long nowMillis;
  private int number;

  /** Applies to rules of its own, which are matched as the job does. */
  OneCustomer(Rule... rules) {
    this(false, rules);
  }

  /**
   * Applies to rules of its own.
   *
   * @param isOfNow whether triggers expire by the wall clock
   */
  OneCustomer(boolean isOfNow, Rule... rules) {
    this.rules =
        RuleBook.open(
            (rule, runs) -> recorder.droppedRuns(rule, runs, DropRecorder.Reason.RULE_FULL));
    for (Rule rule : rules) {
      this.rules.put(rule, 0);
    }
    this.engine = engine(RulesFromYaml.LIFECYCLE, isOfNow);
  }

  /** Applies to the rules of a book, which is closed with this. */
  OneCustomer(RuleBook rules, Lifecycle lifecycle) {
    this.rules = rules;
    this.engine = engine(lifecycle, false);
  }

  private CustomerEngine engine(Lifecycle lifecycle, boolean isOfNow) {
    return new CustomerEngine(
        lifecycle,
        rules,
        recorder,
        recorder,
        new Wall(() -> nowMillis, isOfNow),
        SegmentsReader.bundled(),
        null);
  }

  /** Makes the customer another one, of whom nothing is known. */
  OneCustomer named(String id) {
    customer = new Customer(id);
    return this;
  }

  /** Sets the wall clock. */
  OneCustomer clock(long millis) {
    nowMillis = millis;
    return this;
  }

  OneCustomer put(Rule rule, String at) {
    rules.put(rule, millis(at));
    return this;
  }

  /** Puts a policy into force, which has no problems. */
  OneCustomer govern(String policy) {
    Problems problems = new Problems("policy.yaml", policy);
    rules.put(PolicyReader.read(policy, problems).orElseThrow(() -> problemsOf(problems)));
    return this;
  }

  private static AssertionError problemsOf(Problems problems) {
    return new AssertionError(problems.list().toString());
  }

  /** Applies a touchpoint with an id of its own at a moment of ISO 8601. */
  OneCustomer at(String moment, String type, Object... properties) {
    return apply(
        new Touchpoint(
            "t" + ++number,
            customer.id,
            null,
            type,
            null,
            Instant.parse(moment).toEpochMilli(),
            null,
            properties(properties)));
  }

  /** Applies a touchpoint with an id of its own; properties are names and values in turn. */
  OneCustomer on(String type, String at, Object... properties) {
    return onWithId("t" + ++number, type, at, properties);
  }

  OneCustomer onWithId(String id, String type, String at, Object... properties) {
    return apply(
        new Touchpoint(
            id, customer.id, null, type, null, millis(at), null, properties(properties)));
  }

  OneCustomer apply(Touchpoint touchpoint) {
    engine.apply(customer, new Arrival(touchpoint, Position.line("f", 1), RECEIVED_MILLIS));
    return this;
  }

  /** Applies touchpoints; after each the customer may be written and read back. */
  OneCustomer applyAll(List<Touchpoint> touchpoints, Random restores) {
    for (Touchpoint touchpoint : touchpoints) {
      apply(touchpoint).restoreAtRandom(restores);
    }
    return this;
  }

  /** Passes all deadlines up to a time. */
  OneCustomer until(String at) {
    return until(millis(at));
  }

  OneCustomer until(long timeMillis) {
    engine.passDeadlines(customer, timeMillis);
    return this;
  }

  OneCustomer untilTheEnd() {
    return until(Long.MAX_VALUE);
  }

  /** Writes the customer to bytes and reads it back, as state does. */
  OneCustomer restore() {
    return read(written());
  }

  OneCustomer restoreAtRandom(Random restores) {
    return restores.nextInt(3) == 0 ? restore() : this;
  }

  byte[] written() {
    return codec.write(customer);
  }

  /** Goes on with the customer that was written. */
  OneCustomer read(byte[] written) {
    customer = codec.read(customer.id, written);
    return this;
  }

  List<Trigger> triggers() {
    return recorder.all(Trigger.class);
  }

  List<Decision> decisions() {
    return recorder.all(Decision.class);
  }

  List<Transition> transitions() {
    return recorder.all(Transition.class);
  }

  /** Returns when the rules fired, by rule and correlation value; that is empty for none. */
  Map<String, Map<String, List<Long>>> fires() {
    Map<String, Map<String, List<Long>>> fires = new TreeMap<>();
    for (Decision decision : decisions()) {
      fires
          .computeIfAbsent(decision.rule(), rule -> new TreeMap<>())
          .computeIfAbsent(
              decision.correlation() == null ? "" : decision.correlation(),
              value -> new ArrayList<>())
          .add(decision.timeMillis());
    }
    return fires;
  }

  @Override
  public void close() {
    rules.close();
  }

  static long millis(String text) {
    return Durations.parseMillis(text).orElseThrow();
  }

  private static Map<String, Object> properties(Object... namesAndValues) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
