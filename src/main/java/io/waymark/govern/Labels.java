package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.model.Signal;
import io.waymark.rule.Rule;
import java.util.Arrays;
import java.util.Set;

/**
 * The properties of a trigger by which a policy chooses, as the trigger had them when it went out.
 * Names are kept as their digests, since a customer keeps the labels of many triggers.
 *
 * @param rule digest of the rule's id
 * @param to digest of the destination's name
 * @param tags digests of the rule's tags; not copied, and changed by nobody
 */
public record Labels(long rule, Signal signal, int priority, long to, long[] tags) {
  /** Returns the labels that a rule's triggers have now. */
  public static Labels of(Rule rule) {
    return new Labels(
        Digest.number(rule.id()),
        rule.signal(),
        rule.message().priority(),
        Digest.number(rule.message().to()),
        rule.tags().stream().mapToLong(Digest::number).sorted().toArray());
  }

  boolean hasOneOf(Set<Long> digests) {
    return Arrays.stream(tags).anyMatch(digests::contains);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that
        && rule == that.rule
        && signal == that.signal
        && priority == that.priority
        && to == that.to
        && Arrays.equals(tags, that.tags);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(rule);
  }
}
