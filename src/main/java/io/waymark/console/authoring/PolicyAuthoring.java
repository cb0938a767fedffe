package io.waymark.console.authoring;

import io.waymark.console.store.Decisions;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.console.store.SeenNames;
import io.waymark.console.store.Store;
import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.model.Digest;
import io.waymark.model.PolicyText;
import io.waymark.replay.PolicyRetrospect;
import io.waymark.rule.Rule;
import io.waymark.settings.Settings;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Checks, completes, previews and publishes the policy. */
public final class PolicyAuthoring {
  private static final String FILE = "policy";
  private static final String SUBJECT = "the policy";

  private final PolicyDesk desk;
  private final Policies versions;
  private final Rules rules;
  private final Decisions decisions;
  private final Authoring authoring;
  private final PolicyCompleter completer;
  private final LongSupplier nanos;
  private final Semaphore previewing = new Semaphore(1);
  private final AtomicReference<PolicyPreview.@Nullable Progress> progress =
      new AtomicReference<>();

  PolicyAuthoring(PolicyDesk desk, Authoring authoring, Store store, LongSupplier nanos) {
    this.desk = desk;
    this.versions = store.policies();
    this.rules = store.rules();
    this.decisions = store.decisions();
    this.authoring = authoring;
    SeenNames seen = store.seenNames();
    this.completer = new PolicyCompleter(seen, rules);
    this.nanos = nanos;
  }

  /** Opens the desk of authors on the topic of the policy; Kafka may be away. */
  public static PolicyAuthoring open(Settings settings, Authoring authoring, Store store) {
    return new PolicyAuthoring(new TopicPolicyDesk(settings), authoring, store, System::nanoTime);
  }

  /** Returns all problems of a text, or the policy that it is. */
  public CheckedPolicy check(String text) {
    Problems problems = new Problems(FILE, text);
    Optional<Policy> policy = PolicyReader.read(text, problems);
    return new CheckedPolicy(
        policy.orElse(null), problems.list().stream().map(Finding::of).toList());
  }

  /**
   * Returns the words that may stand at a cursor.
   *
   * @param line from 1
   * @param column from 1
   */
  public Completions complete(String text, int line, int column) {
    return completer.complete(text, line, column);
  }

  /**
   * Publishes a text.
   *
   * @param basedOn the version that its author began with; null where there was no policy
   * @return its version
   * @throws ConflictException if the policy was published since, by anybody
   * @throws OvertakenException if somebody else publishes at this moment
   */
  public synchronized String publish(
      String text, @Nullable String basedOn, String author, String reason)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    Policy policy = sound(text);
    try (PolicyDesk.Turn turn = desk.begin()) {
      PolicyDesk.Pushed last = turn.last().orElse(null);
      String live = last == null ? null : version(last.policy());
      if (last != null && !Objects.equals(live, basedOn)) {
        throw new ConflictException(SUBJECT, live, author(last.policy()), last.time());
      }
      turn.push(new PolicyText(text, Authoring.ORIGIN + author, 0), author, reason);
    }
    return policy.version();
  }

  /** Publishes the text of an earlier version. */
  public synchronized String rollBack(
      String version, @Nullable String basedOn, String author, String reason)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    String text =
        versions
            .find(version)
            .map(Policies.Version::text)
            .orElseThrow(
                () ->
                    new RefusedTextException(
                        "there is no text of version " + version + " of the policy", List.of()));
    return publish(text, basedOn, author, reason);
  }

  private static @Nullable String version(PolicyText pushed) {
    String text = pushed.text();
    return text == null ? null : Digest.hex(text);
  }

  private static String author(PolicyText pushed) {
    return pushed.origin().startsWith(Authoring.ORIGIN)
        ? pushed.origin().substring(Authoring.ORIGIN.length())
        : pushed.origin();
  }

  private Policy sound(String text) throws RefusedTextException {
    CheckedPolicy checked = check(text);
    Policy policy = checked.policy();
    if (policy == null) {
      throw new RefusedTextException("the policy has problems", checked.findings());
    }
    return policy;
  }

  /** Returns how far the preview has come that runs now; empty where none does. */
  public Optional<PolicyPreview.Progress> progress() {
    return Optional.ofNullable(progress.get());
  }

  /**
   * Returns what would have become of the stored matches under a text, and under the policy that
   * was published last.
   *
   * @param window how far back matches count
   * @param newestMillis the end of what is stored
   * @return empty while another preview runs
   */
  public Optional<PolicyPreview> preview(String text, Duration window, long newestMillis)
      throws RefusedTextException {
    Policy draft = sound(text);
    if (!previewing.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(preview(draft, inForce(), newestMillis - window.toMillis(), newestMillis));
    } finally {
      progress.set(null);
      previewing.release();
    }
  }

  /** Returns the newest policy that has no problems; the job refuses one that has. */
  private Policy inForce() {
    for (Policies.Version version : versions.versions(PageRequest.first(PageRequest.MOST)).rows()) {
      String text = version.text();
      if (text == null) {
        return Policy.NONE;
      }
      Policy policy = check(text).policy();
      if (policy != null) {
        return policy;
      }
    }
    return Policy.NONE;
  }

  private PolicyPreview preview(Policy draft, Policy inForce, long since, long until) {
    List<Rule> current = current();
    Map<String, Optional<Rule>> byVersion = new HashMap<>();
    current.forEach(rule -> byVersion.put(rule.id() + " " + rule.version(), Optional.of(rule)));
    Map<String, Optional<Policy>> policies = new HashMap<>();
    long from = since - PolicyPreviewing.leadMillis(List.of(draft, inForce), current);
    long all = decisions.counts(from).stream().mapToLong(Decisions.Count::count).sum();
    progress.set(new PolicyPreview.Progress(0, all));
    long end = nanos.getAsLong() + Authoring.PREVIEW_PATIENCE.toNanos();
    try (PolicyRetrospect one = begin(draft, current, byVersion, policies, since, until);
        PolicyRetrospect other = begin(inForce, current, byVersion, policies, since, until)) {
      return new PolicyPreviewing(
              one, other, () -> nanos.getAsLong() - end < 0, played -> advance(played))
          .play(
              decisions,
              from,
              PolicyPreviewing.asksForCustomers(draft)
                  || PolicyPreviewing.asksForCustomers(inForce),
              since,
              until);
    }
  }

  private void advance(long played) {
    PolicyPreview.Progress now = progress.get();
    if (now != null) {
      progress.set(new PolicyPreview.Progress(now.done() + played, now.all()));
    }
  }

  private PolicyRetrospect begin(
      Policy policy,
      List<Rule> current,
      Map<String, Optional<Rule>> byVersion,
      Map<String, Optional<Policy>> policies,
      long since,
      long until) {
    return new PolicyRetrospect(
        policy,
        current,
        (rule, version) ->
            byVersion.computeIfAbsent(rule + " " + version, each -> rule(rule, version)),
        version -> policies.computeIfAbsent(version, this::policy),
        since,
        until);
  }

  private List<Rule> current() {
    List<Rule> current = new ArrayList<>();
    for (Rules.Version version : rules.texts()) {
      Rule rule = checked(version.text());
      if (rule != null) {
        current.add(rule);
      }
    }
    return current;
  }

  private Optional<Rule> rule(String id, String version) {
    return authoring.version(id, version).map(Rules.Version::text).map(this::checked);
  }

  private @Nullable Rule checked(@Nullable String text) {
    return text == null ? null : authoring.check(text).rule();
  }

  private Optional<Policy> policy(String version) {
    return versions
        .find(version)
        .map(Policies.Version::text)
        .flatMap(text -> Optional.ofNullable(check(text).policy()));
  }
}
