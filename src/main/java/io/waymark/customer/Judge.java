package io.waymark.customer;

import io.waymark.expression.StepLimit;
import io.waymark.govern.Gates;
import io.waymark.model.Arrival;
import io.waymark.model.Gate;
import io.waymark.model.Match;
import io.waymark.model.Trigger.Latency;
import io.waymark.rule.Rule;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates about each match and emits its decision and, unless one withholds it, its trigger.
 */
final class Judge {
  private final Outlet outlet;
  private final RuleBook rules;
  private final DropRecorder drops;
  private final LongSupplier wallMillis;

  /**
   * @param wallMillis the wall clock, for the latency that triggers state
   */
  Judge(Outlet outlet, RuleBook rules, DropRecorder drops, LongSupplier wallMillis) {
    this.outlet = outlet;
    this.rules = rules;
    this.drops = drops;
    this.wallMillis = wallMillis;
  }

  /**
   * Decides about a match.
   *
   * @param completedBy null when a deadline completed the match
   */
  void decide(Customer customer, RuleMatch completed, @Nullable Arrival completedBy) {
    RuleVersion version = completed.version();
    Rule rule = version.rule();
    Match match = completed.match();
    StepLimit limits = version.criteria().allowance(match.completedBy());
    Gate gate =
        Gates.withholding(
                rule,
                version.idDigest(),
                rules.status(version),
                customer.recipient(limits),
                match.timeMillis())
            .orElse(null);
    Judgement judgement = Judgement.of(customer, completed, gate);
    outlet.emit(judgement.decision());
    if (gate == null) {
      if (customer.cooldowns.noteSent(version.idDigest(), match.timeMillis())) {
        drops.droppedCooldown();
      }
      outlet.emit(judgement.trigger(latency(match, completedBy), limits));
    }
  }

  private Latency latency(Match match, @Nullable Arrival completedBy) {
    Long receivedMillis = completedBy == null ? null : completedBy.receivedMillis();
    return new Latency(match.timeMillis(), receivedMillis, wallMillis.getAsLong());
  }
}
