package io.waymark.customer;

import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One customer on an engine, who is written and read back at random. */
final class Play {
  final EngineRecorder recorder = new EngineRecorder();

  private final CustomerEngine engine;
  private final @Nullable Random restores;
  private Customer customer = new Customer("c");

  /**
   * @param restores null for none
   */
  Play(RuleBook rules, @Nullable Random restores) {
    this.engine = new CustomerEngine(RulesFromYaml.LIFECYCLE, rules, recorder, recorder, () -> 0);
    this.restores = restores;
  }

  void feed(List<Touchpoint> touchpoints) {
    for (Touchpoint touchpoint : touchpoints) {
      engine.apply(customer, new Arrival(touchpoint, Position.line("f", 1), 0));
      perhapsRestore();
    }
  }

  /** Passes all deadlines up to a time. */
  void until(long timeMillis) {
    engine.passDeadlines(customer, timeMillis);
    perhapsRestore();
  }

  /** When the rules fired, by rule and correlation value. */
  Map<String, Map<String, List<Long>>> fires() {
    Map<String, Map<String, List<Long>>> fires = new TreeMap<>();
    for (Decision decision : recorder.all(Decision.class)) {
      fires
          .computeIfAbsent(decision.rule(), rule -> new TreeMap<>())
          .computeIfAbsent(
              decision.correlation() == null ? "" : decision.correlation(),
              value -> new ArrayList<>())
          .add(decision.timeMillis());
    }
    return fires;
  }

  private void perhapsRestore() {
    if (restores != null && restores.nextInt(3) == 0) {
      customer = CustomerCodec.read(customer.id, CustomerCodec.write(customer));
    }
  }
}
