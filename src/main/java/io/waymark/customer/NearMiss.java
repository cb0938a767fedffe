package io.waymark.customer;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.PartWords;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint at which the condition of a rule's step failed. What failed and what it read is only
 * found out when it is written or asked for, as most are soon replaced by a later one. Mutable, of
 * one thread.
 */
final class NearMiss {
  /** The bytes on heap while the touchpoint is held, about. */
  static final int HEAP_BYTES = 600;

  /** The digest of the rule's id. */
  final long rule;

  /** The place of the step among all steps of the pattern. */
  final int step;

  private long millis;

  /** The digest of the condition, by which an edit of the rule is noticed. */
  private int condition;

  /** The type of the touchpoint. */
  private String type = "";

  private String failed = "";
  private Map<String, Object> values = Map.of();

  /** The condition and the touchpoint, until what failed is found out. */
  private @Nullable Expression where;

  private @Nullable Touchpoint touchpoint;

  NearMiss(long rule, int step) {
    this.rule = rule;
    this.step = step;
  }

  /** Creates one from its form in state. */
  static NearMiss restored(
      long rule,
      int step,
      long millis,
      int condition,
      String type,
      String failed,
      Map<String, Object> values) {
    NearMiss miss = new NearMiss(rule, step);
    miss.millis = millis;
    miss.condition = condition;
    miss.type = type;
    miss.failed = failed;
    miss.values = values;
    return miss;
  }

  /** Notes that the condition failed at a touchpoint, in place of an earlier one. */
  void note(Expression failing, Touchpoint at) {
    where = failing;
    touchpoint = at;
    millis = at.timeMillis();
  }

  /** Notes the part that failed, in a scope that is gone when it would be found out. */
  void note(Expression failing, Touchpoint at, Conjunct part, Scope scope) {
    note(failing, at);
    settle(failing, at, part, scope);
  }

  long millis() {
    return millis;
  }

  int condition() {
    settle();
    return condition;
  }

  String type() {
    settle();
    return type;
  }

  /** Returns the part of the condition that failed first. */
  String failed() {
    settle();
    return failed;
  }

  Map<String, Object> values() {
    settle();
    return values;
  }

  /** Returns whether it was noted for a condition of this text. */
  boolean isOf(@Nullable Expression now) {
    return now != null && condition() == digest(now);
  }

  private static int digest(Expression condition) {
    return condition.text().hashCode();
  }

  private void settle() {
    Expression failing = where;
    if (failing == null) {
      return;
    }
    Touchpoint at = Objects.requireNonNull(touchpoint, "held with the condition");
    Scope scope = Scope.ofEvent(at, Scope.NONE.within(Limits.DEFAULT));
    settle(failing, at, firstFailing(failing, at, scope), scope);
  }

  private void settle(Expression failing, Touchpoint at, Conjunct part, Scope scope) {
    condition = digest(failing);
    type = at.type();
    failed = NearMisses.cut(PartWords.text(part));
    values = PartWords.values(part, scope);
    where = null;
    touchpoint = null;
  }

  /** Returns the first part that fails; the last one where its steps were used up only then. */
  private static Conjunct firstFailing(Expression failing, Touchpoint at, Scope scope) {
    Conjunct last = failing.conjuncts().get(0);
    for (Conjunct part : failing.conjuncts()) {
      if (part.isOfEvent()) {
        last = part;
        if (!part.test(at, scope)) {
          return part;
        }
      }
    }
    return last;
  }
}
