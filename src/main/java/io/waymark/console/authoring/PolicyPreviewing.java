package io.waymark.console.authoring;

import io.waymark.console.store.Decisions;
import io.waymark.govern.Cap;
import io.waymark.govern.Policy;
import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Transition;
import io.waymark.replay.CustomerPast;
import io.waymark.replay.PolicyRetrospect;
import io.waymark.rule.Rule;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Plays two policies over the stored matches, customer by customer. */
final class PolicyPreviewing {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MONTH = Duration.ofDays(31).toMillis();

  private final PolicyRetrospect draft;
  private final PolicyRetrospect inForce;
  private final BooleanSupplier mayGoOn;
  private final LongConsumer progress;
  private int customers;
  private boolean isWhole = true;

  /**
   * Creates a preview.
   *
   * @param progress takes how many decisions were played
   */
  PolicyPreviewing(
      PolicyRetrospect draft,
      PolicyRetrospect inForce,
      BooleanSupplier mayGoOn,
      LongConsumer progress) {
    this.draft = draft;
    this.inForce = inForce;
    this.mayGoOn = mayGoOn;
    this.progress = progress;
  }

  /** Returns how far before a window triggers went out that count in it, or were held into it. */
  static long leadMillis(Collection<Policy> policies, Collection<Rule> rules) {
    long lead = DAY;
    for (Policy policy : policies) {
      for (Cap cap : policy.caps()) {
        lead =
            Math.max(
                lead, cap.span() instanceof Cap.Span.Rolling rolling ? rolling.millis() : MONTH);
      }
      lead = policy.quiet() == null ? lead : Math.max(lead, 8 * DAY);
    }
    for (Rule rule : rules) {
      lead = Math.max(lead, rule.message().cooldownMillis());
    }
    return lead;
  }

  /** Returns whether any gate of a policy asks for traits, consent or stage. */
  static boolean asksForCustomers(Policy policy) {
    return policy.consent() != null
        || policy.quiet() != null
        || policy.arbitration() != null
        || policy.zone().from() != null;
  }

  PolicyPreview play(
      Decisions decisions, long fromMillis, boolean isHeard, long sinceMillis, long untilMillis) {
    decisions.pasts(fromMillis, isHeard, this::take);
    return new PolicyPreview(
        sinceMillis,
        untilMillis,
        draft.tally(),
        inForce.tally(),
        customers,
        draft.unknown(),
        isWhole);
  }

  private boolean take(
      String customer, List<String> decisions, List<String> heard, List<String> transitions) {
    CustomerPast past =
        new CustomerPast(
            customer,
            PolicyPreviewing.<Decision>read(Topics.DECISIONS, decisions),
            PolicyPreviewing.<Applied>read(Topics.APPLIED, heard),
            PolicyPreviewing.<Transition>read(Topics.TRANSITIONS, transitions));
    draft.play(past);
    inForce.play(past);
    customers++;
    progress.accept(decisions.size());
    isWhole = mayGoOn.getAsBoolean();
    return isWhole;
  }

  private static <T extends io.waymark.model.Outgoing> List<T> read(
      OutputTopic<T> topic, List<String> documents) {
    List<T> read = new ArrayList<>(documents.size());
    try {
      for (String document : documents) {
        read.add(topic.document().read(document.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the store holds documents of its topic only", e);
    }
    return read;
  }
}
