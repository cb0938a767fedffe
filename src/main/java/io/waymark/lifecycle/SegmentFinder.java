package io.waymark.lifecycle;

import io.waymark.expression.Allowance;
import io.waymark.expression.FailureRecorder;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the segments of customers, and remembers what it found: the stage and the traits that the
 * conditions read take few values, and an evaluation costs a hundred times as much as a look at
 * them. Of one thread.
 */
public final class SegmentFinder {
  /** The answers that are kept; all are dropped where there would be more. */
  private static final int MOST_ANSWERS = 4_096;

  /** The length up to which a text is worth comparing. */
  private static final int MOST_CHARS = 64;

  private static final String STAGE = "customer.stage";
  private static final String TRAITS = "customer.traits";

  /** Stands for a trait that the customer does not have, which is not one that is null. */
  private static final Object MISSING = new Object();

  /** All that the conditions read of a customer. */
  private record Facts(@Nullable Object stage, List<@Nullable Object> traits) {}

  private final Segments segments;
  private final Set<String> traits = new LinkedHashSet<>();
  private final boolean canRemember;
  private final Map<Facts, String> answers = new HashMap<>();

  /** Tells whether a condition failed since it was last cleared. */
  private boolean hasFailed;

  public SegmentFinder(Segments segments) {
    this.segments = segments;
    boolean readsFacts = true;
    for (Segment segment : segments.named()) {
      Set<String> keys = segment.where().keys(TRAITS);
      for (String name : segment.where().names()) {
        readsFacts &= name.equals(STAGE) || (name.equals(TRAITS) && !keys.isEmpty());
      }
      traits.addAll(keys);
    }
    this.canRemember = readsFacts;
  }

  /** Returns the same as {@link Segments#assign}, where the conditions share their steps. */
  public String find(Scope customer) {
    Facts facts = canRemember ? facts(customer) : null;
    if (facts == null) {
      return assign(customer, customer.limits().failures());
    }
    String known = answers.get(facts);
    return known == null ? evaluate(customer, facts) : known;
  }

  /** Evaluates the conditions; one that fails has to be counted each time. */
  private String evaluate(Scope customer, Facts facts) {
    hasFailed = false;
    FailureRecorder failures = customer.limits().failures();
    String found =
        assign(
            customer,
            (expression, failure) -> {
              hasFailed = true;
              failures.failed(expression, failure);
            });
    if (!hasFailed) {
      if (answers.size() == MOST_ANSWERS) {
        answers.clear();
      }
      answers.put(facts, found);
    }
    return found;
  }

  /** Evaluates the conditions, which together take what one evaluation may. */
  private String assign(Scope customer, FailureRecorder failures) {
    Limits limits = new Limits(customer.limits().steps(), failures);
    return segments.assign(customer.within(new Allowance(limits)));
  }

  /** Returns what the conditions read; null where that is long to compare. */
  private @Nullable Facts facts(Scope customer) {
    if (!(customer.value(TRAITS) instanceof Map<?, ?> all) || all.isEmpty()) {
      return new Facts(customer.value(STAGE), Collections.emptyList());
    }
    List<@Nullable Object> values = new ArrayList<>(traits.size());
    for (String trait : traits) {
      Object value = all.containsKey(trait) ? all.get(trait) : MISSING;
      if (value instanceof List || value instanceof Map || isLong(value)) {
        return null;
      }
      values.add(value);
    }
    return new Facts(customer.value(STAGE), values);
  }

  private static boolean isLong(@Nullable Object value) {
    return value instanceof String text && text.length() > MOST_CHARS;
  }
}
