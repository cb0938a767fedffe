package io.waymark.customer;

import io.waymark.expression.Scope;
import io.waymark.match.Runs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer. Mutable, of one thread, for the time of one touchpoint or
 * deadline; {@link CustomerCodec} keeps it in between.
 */
public final class Customer {
  /**
   * More than any company keeps of a customer; it bounds what sources can make the state grow to.
   */
  static final int MOST_TRAITS = 200;

  final String id;
  @Nullable String stage;
  Map<String, Object> traits = new LinkedHashMap<>();
  RecentIds recent = new RecentIds();
  final List<OpenRuns> open = new ArrayList<>();

  /** When a rule with a cooldown last sent a trigger, by the digest of the rule's id. */
  final Map<Long, Long> lastSentMillis = new LinkedHashMap<>();

  /** The time for which a timer is set; {@link Runs#NEVER} for none. */
  private long timerMillis = Runs.NEVER;

  public Customer(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Whether no runs of this structure and correlation value are open. */
  boolean isWithout(long structure, String correlation) {
    for (OpenRuns runs : open) {
      if (runs.structure == structure && !runs.isClosed() && runs.correlation.equals(correlation)) {
        return false;
      }
    }
    return true;
  }

  /** Takes out the runs that are closed. */
  void sweep() {
    open.removeIf(OpenRuns::isClosed);
  }

  /** How many rules and correlation values have open runs. */
  public int openRuns() {
    return open.size();
  }

  public long timerMillis() {
    return timerMillis;
  }

  public void timerMillis(long millis) {
    timerMillis = millis;
  }

  /** {@code customer.*}. */
  Scope scope() {
    return name ->
        switch (name) {
          case "customer.id" -> id;
          case "customer.stage" -> stage;
          case "customer.traits" -> traits;
          default -> null;
        };
  }
}
