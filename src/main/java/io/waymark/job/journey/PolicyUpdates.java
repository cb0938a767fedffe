package io.waymark.job.journey;

import io.waymark.customer.RuleBook;
import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.model.PolicyText;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a policy into force while the job runs, or refuses it; then the earlier one stays. {@link
 * RuleStore} keeps its text.
 */
final class PolicyUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyUpdates.class);

  private final RuleBook book;
  private final RuleStore store;
  private final Consumer<RuleStatus> outlet;
  private final RuleDesk.Subtask subtask;
  private final LongSupplier wallMillis;

  PolicyUpdates(
      RuleBook book,
      RuleStore store,
      Consumer<RuleStatus> outlet,
      RuleDesk.Subtask subtask,
      LongSupplier wallMillis) {
    this.book = book;
    this.store = store;
    this.outlet = outlet;
    this.subtask = subtask;
    this.wallMillis = wallMillis;
  }

  /** Puts a policy into force, or refuses it. */
  void take(PolicyText pushed) throws Exception {
    String text = pushed.text();
    if (text == null) {
      store.removePolicy();
      book.put(Policy.NONE);
      LOG.info("there is no policy any more");
      report(null, RuleStatus.State.REMOVED, List.of());
      return;
    }
    Problems problems = new Problems(pushed.origin(), text);
    Optional<Policy> policy = PolicyReader.read(text, problems);
    if (policy.isEmpty()) {
      refuse(problems.list(), "the one in force stays");
      return;
    }
    store.putPolicy(pushed);
    book.put(policy.get());
    LOG.info("policy {} version {} is in force", policy.get().id(), policy.get().version());
    report(policy.get().version(), RuleStatus.State.LIVE, List.of());
  }

  /**
   * Puts the policy of the state into force. One that this version refuses stays, as its limits are
   * not known, and nothing is sent until another comes.
   */
  void restore() throws Exception {
    PolicyText stored = store.policy();
    String text = stored == null ? null : stored.text();
    if (stored != null && text != null) {
      Problems problems = new Problems(stored.origin(), text);
      Optional<Policy> policy = PolicyReader.read(text, problems);
      if (policy.isEmpty()) {
        refuse(
            problems.list(), "it is the one in force, so nothing is sent until another is pushed");
      }
      book.put(policy.orElseGet(() -> Policy.unreadable(text)));
    }
  }

  /** Reports a refusal once: the problems are the same in all subtasks. */
  private void refuse(List<Problem> problems, String consequence) {
    if (subtask.index() == 0) {
      LOG.warn(
          "the policy is refused, {}: {} problems, the first: {}",
          consequence,
          problems.size(),
          problems.get(0).message());
      report(null, RuleStatus.State.REFUSED, problems);
    }
  }

  private void report(@Nullable String version, RuleStatus.State state, List<Problem> problems) {
    outlet.accept(
        new RuleStatus(
            RuleStatus.POLICY,
            version,
            state,
            problems,
            subtask.index(),
            subtask.parallelism(),
            wallMillis.getAsLong()));
  }
}
