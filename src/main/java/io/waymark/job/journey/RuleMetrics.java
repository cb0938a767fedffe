package io.waymark.job.journey;

import io.waymark.job.metric.Metrics;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.rule.Rule;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the rules that run in this subtask and of what became of their matches.
 *
 * <p>Each metric of each rule is a line of half a kilobyte in every scrape of every subtask: 20,000
 * rules would make 40 MB. So the first {@link #MOST_SHOWN} rules have metrics of their own, until
 * they are removed, which is about 1 MB; the matches of all others are counted under {@link
 * #OTHER}. What a removed rule has counted moves there, so that the sum over the rules stays the
 * total. Whether all subtasks run the same versions of all rules, shown or not, is in one number.
 */
final class RuleMetrics implements RuleDesk.Watcher {
  static final int MOST_SHOWN = 500;

  /** The label of all other rules, which is no rule's id: ids have no brackets. */
  static final String OTHER = "(other)";

  private static final String RULE = "rule";
  private static final String VERSION = "version";

  /** The bits of the digest: a Prometheus value is a double, which holds them exactly. */
  private static final int DIGEST_BITS = 52;

  private static final class Counts {
    private final String id;
    private final Counter matches = new SimpleCounter();
    private final Counter sent = new SimpleCounter();
    private final Map<Gate, Counter> withheld = new EnumMap<>(Gate.class);

    /** Null as long as none has failed, as is so with most rules. */
    private @Nullable Counter failed;

    Counts(String id) {
      this.id = id;
    }
  }

  private final Metrics metrics;
  private final int mostShown;
  private final Counts other = new Counts(OTHER);
  private final Map<String, Counts> shown = new HashMap<>();

  /** The versions of all rules that run, by the rule's id. */
  private final Map<String, String> versions = new HashMap<>();

  private int hidden;
  private volatile long digest;

  RuleMetrics(Metrics metrics) {
    this(metrics, MOST_SHOWN);
  }

  RuleMetrics(Metrics metrics, int mostShown) {
    this.metrics = metrics;
    this.mostShown = mostShown;
    metrics.gauge(Metrics.RULES_DIGEST, () -> digest);
    register(other);
  }

  /** Shows the version of a rule that runs from now on. */
  @Override
  public void watch(String id, @Nullable Rule rule) {
    String before = versions.remove(id);
    if (before != null) {
      digest ^= digest(id, before);
    }
    if (rule == null) {
      hide(id);
      return;
    }
    versions.put(id, rule.version());
    digest ^= digest(id, rule.version());
    if (shown.containsKey(id)) {
      metrics.close(RULE, id, VERSION);
      registerVersion(id, rule.version());
    } else if (shown.size() < mostShown) {
      Counts counts = new Counts(id);
      shown.put(id, counts);
      register(counts);
      registerVersion(id, rule.version());
    }
  }

  void decided(Decision decision) {
    Counts counts = shown.getOrDefault(decision.rule(), other);
    if (!decision.endsHold()) {
      counts.matches.inc();
    }
    if (decision.gate() != null && !decision.isHeld()) {
      withheld(counts, decision.gate()).inc();
    }
  }

  void sent(String rule) {
    shown.getOrDefault(rule, other).sent.inc();
  }

  /** Counts an evaluation that failed. */
  void failed(String rule) {
    failed(shown.getOrDefault(rule, other)).inc();
  }

  private Counter failed(Counts counts) {
    Counter counter = counts.failed;
    if (counter == null) {
      counter = new SimpleCounter();
      counts.failed = counter;
      metrics.counter(Metrics.RULE_FAILED, counter, counts.id);
    }
    return counter;
  }

  /**
   * Takes out the metrics of a rule. Flink keeps an empty group for each such rule, so all groups
   * are made anew from time to time.
   */
  private void hide(String id) {
    Counts gone = shown.remove(id);
    if (gone == null) {
      return;
    }
    other.matches.inc(gone.matches.getCount());
    other.sent.inc(gone.sent.getCount());
    gone.withheld.forEach((gate, counter) -> withheld(other, gate).inc(counter.getCount()));
    if (gone.failed != null) {
      failed(other).inc(gone.failed.getCount());
    }
    metrics.close(RULE, id);
    if (++hidden >= mostShown) {
      hidden = 0;
      metrics.close(RULE);
      register(other);
      shown.forEach(
          (each, counts) -> {
            register(counts);
            registerVersion(each, versions.getOrDefault(each, ""));
          });
    }
  }

  private void register(Counts counts) {
    metrics.counter(Metrics.RULE_MATCHES, counts.matches, counts.id);
    metrics.counter(Metrics.RULE_SENT, counts.sent, counts.id);
    if (counts.failed != null) {
      metrics.counter(Metrics.RULE_FAILED, counts.failed, counts.id);
    }
    counts.withheld.forEach(
        (gate, counter) -> metrics.counter(Metrics.RULE_WITHHELD, counter, counts.id, gate.code()));
  }

  private void registerVersion(String id, String version) {
    metrics.gauge(Metrics.RULE_LIVE, () -> 1, id, version);
  }

  /**
   * Returns the counter of a gate, created when it is first needed: most gates never withhold a
   * trigger of most rules.
   */
  private Counter withheld(Counts counts, Gate by) {
    return counts.withheld.computeIfAbsent(
        by,
        gate -> {
          Counter counter = new SimpleCounter();
          metrics.counter(Metrics.RULE_WITHHELD, counter, counts.id, gate.code());
          return counter;
        });
  }

  private static long digest(String id, String version) {
    return Digest.number(id, version) >>> (Long.SIZE - DIGEST_BITS);
  }
}
