package io.waymark.console.authoring;

import io.waymark.console.store.Customers;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.Rules;
import io.waymark.console.store.SeenNames;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Digest;
import io.waymark.model.Problem;
import io.waymark.model.RuleText;
import io.waymark.replay.Rehearsal;
import io.waymark.replay.TestFailures;
import io.waymark.replay.Timeline;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks, completes, tests, previews and publishes rules.
 *
 * <p>A publication is compared with the rules topic itself, so that one of another console, of
 * {@code waymark rules push} or of a folder is seen. Of two that are compared at the same moment,
 * the one that began first is refused.
 */
public final class Authoring {
  /** Begins the origin of rules that come from here. */
  public static final String ORIGIN = "console: ";

  /** How long a preview may take. */
  static final Duration PREVIEW_PATIENCE = Duration.ofSeconds(20);

  /** How far before the time in which matches count histories begin. */
  private static final Duration LEAD = Duration.ofDays(30);

  private static final String FILE = "rule";

  private final Lifecycle lifecycle;
  private final RuleReader reader;
  private final Completer completer;
  private final RulesDesk desk;
  private final Rules versions;
  private final Customers customers;
  private final LongSupplier nanos;
  private final Semaphore previewing = new Semaphore(1);

  Authoring(
      Lifecycle lifecycle,
      RulesDesk desk,
      Rules versions,
      Customers customers,
      SeenNames seen,
      LongSupplier nanos) {
    this.lifecycle = lifecycle;
    this.reader = new RuleReader(lifecycle.stageNames());
    this.completer = new Completer(lifecycle.stageNames(), seen);
    this.desk = desk;
    this.versions = versions;
    this.customers = customers;
    this.nanos = nanos;
  }

  /** Opens the desk of authors on a rules topic; Kafka may be away. */
  public static Authoring open(
      Lifecycle lifecycle, Settings settings, Rules versions, Customers customers, SeenNames seen) {
    return new Authoring(
        lifecycle, new TopicDesk(settings), versions, customers, seen, System::nanoTime);
  }

  /** Returns all problems of a text, or the rule that it is. */
  public CheckedRule check(String text) {
    RuleReader.Result result = reader.read(FILE, text);
    return result instanceof RuleReader.Result.Refused refused
        ? new CheckedRule(null, refused.problems().stream().map(Finding::of).toList())
        : new CheckedRule(((RuleReader.Result.Ok) result).rule(), List.of());
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

  /** Plays the tests that a rule brings along. */
  public List<TestRun> test(String text) throws RefusedTextException {
    Rule rule = sound(text);
    List<TestRun> runs = new ArrayList<>();
    for (Example example : rule.examples()) {
      Rehearsal.Outcome outcome = Rehearsal.play(lifecycle, rule, example);
      Timeline timeline = new Timeline(rule, example, outcome);
      runs.add(
          new TestRun(
              example.name(),
              timeline.isAsExpected(),
              example.expectMillis(),
              outcome.sentMillis(),
              timeline.lines()));
    }
    return runs;
  }

  /**
   * Returns what a rule would have found in the stored touchpoints.
   *
   * @param window how far back matches count
   * @param newestMillis the time of the newest touchpoint
   * @return empty while another preview runs
   */
  public Optional<Preview> preview(String text, Duration window, long newestMillis)
      throws RefusedTextException {
    Rule rule = sound(text);
    if (!previewing.tryAcquire()) {
      return Optional.empty();
    }
    try {
      long since = newestMillis - window.toMillis();
      long end = nanos.getAsLong() + PREVIEW_PATIENCE.toNanos();
      return Optional.of(
          Previewing.play(
              lifecycle,
              rule,
              customers,
              since - LEAD.toMillis(),
              since,
              newestMillis,
              () -> nanos.getAsLong() - end < 0));
    } finally {
      previewing.release();
    }
  }

  /**
   * Publishes a text.
   *
   * @return its version
   * @throws ConflictException if the rule was published since, by anybody
   * @throws OvertakenException if somebody else publishes at this moment
   */
  public synchronized String publish(Publication publication)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    Rule rule = ofPublication(publication);
    if (!publication.untested()) {
      refuseFailingTests(rule);
    }
    try (RulesDesk.Turn turn = desk.begin()) {
      return publish(turn, publication, rule);
    }
  }

  private void refuseFailingTests(Rule rule) throws RefusedTextException {
    List<Problem> failures = TestFailures.of(lifecycle, rule, FILE);
    if (!failures.isEmpty()) {
      throw new RefusedTextException(
          "a test of the rule fails", failures.stream().map(Finding::of).toList());
    }
  }

  private Rule ofPublication(Publication publication) throws RefusedTextException {
    Rule rule = sound(publication.text());
    if (!rule.id().equals(publication.rule())) {
      throw new RefusedTextException(
          "the text is of rule " + rule.id() + ", not of " + publication.rule(),
          List.of(
              new Finding(1, 1, "'rule' is " + rule.id(), "write rule: " + publication.rule())));
    }
    return rule;
  }

  private String publish(RulesDesk.Turn turn, Publication publication, Rule rule)
      throws ConflictException, NotReadyException, OvertakenException, InterruptedException {
    refuseConflict(turn, publication);
    Instant pushed =
        turn.push(
            new RuleText(rule.id(), publication.text(), ORIGIN + publication.author(), 0),
            publication.author(),
            publication.reason());
    // The feed brings the same version a moment later; a page that loads now must see it, too.
    versions.keep(
        new Rules.Version(
            rule.id(),
            rule.version(),
            pushed.toEpochMilli(),
            publication.author(),
            publication.reason(),
            publication.text()));
    return rule.version();
  }

  /** Publishes the live text with another status. */
  public synchronized String changeStatus(
      String id, Rule.Status status, @Nullable String basedOn, String author, String reason)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    try (RulesDesk.Turn turn = desk.begin()) {
      String text = turn.last(id).map(Pushed::rule).map(RuleText::text).orElse(null);
      if (text == null) {
        throw new RefusedTextException("there is no rule " + id, List.of());
      }
      String changed =
          StatusLine.replaced(text, status)
              .orElseThrow(
                  () ->
                      new RefusedTextException(
                          "the text has no line 'status: ...' of its own; change it in the editor",
                          List.of()));
      Publication publication = new Publication(id, changed, basedOn, author, reason, true);
      return publish(turn, publication, ofPublication(publication));
    }
  }

  /**
   * Lets a rule send again: ends the pause of the breaker, and publishes the live text with the
   * status live where its author paused it.
   *
   * @return the version that is live then
   */
  public synchronized String resume(
      String id, @Nullable String basedOn, String author, String reason)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    if (desk.endPause(id, author, reason)) {
      try (RulesDesk.Turn turn = desk.begin()) {
        String text = turn.last(id).map(Pushed::rule).map(RuleText::text).orElse(null);
        if (text != null && sound(text).status() != Rule.Status.PAUSED) {
          return Digest.hex(text);
        }
      }
    }
    return changeStatus(id, Rule.Status.LIVE, basedOn, author, reason);
  }

  /** Publishes the text of an earlier version. */
  public synchronized String rollBack(
      String id, String version, @Nullable String basedOn, String author, String reason)
      throws RefusedTextException,
          ConflictException,
          NotReadyException,
          OvertakenException,
          InterruptedException {
    String text =
        version(id, version)
            .map(Rules.Version::text)
            .orElseThrow(
                () ->
                    new RefusedTextException(
                        "there is no text of version " + version + " of rule " + id, List.of()));
    return publish(new Publication(id, text, basedOn, author, reason, true));
  }

  /** Returns a version of a rule; empty for one that is not kept. */
  public Optional<Rules.Version> version(String id, String version) {
    String after = null;
    do {
      var page = versions.versions(id, new PageRequest(after, PageRequest.MOST));
      for (Rules.Version each : page.rows()) {
        if (each.version().equals(version)) {
          return Optional.of(each);
        }
      }
      after = page.after();
    } while (after != null);
    return Optional.empty();
  }

  private Rule sound(String text) throws RefusedTextException {
    CheckedRule checked = check(text);
    Rule rule = checked.rule();
    if (rule == null) {
      throw new RefusedTextException("the rule has problems", checked.findings());
    }
    return rule;
  }

  private void refuseConflict(RulesDesk.Turn turn, Publication publication)
      throws ConflictException, NotReadyException, InterruptedException {
    Pushed last = turn.last(publication.rule()).orElse(null);
    String text = last == null ? null : last.rule().text();
    String live = text == null ? null : Digest.hex(text);
    if (last != null && !Objects.equals(live, publication.basedOn())) {
      throw new ConflictException(
          "rule " + publication.rule(), live, author(last, live), last.time());
    }
  }

  private String author(Pushed last, @Nullable String live) {
    String origin = last.rule().origin();
    if (origin.startsWith(ORIGIN)) {
      return origin.substring(ORIGIN.length());
    }
    return versions
        .newest(last.rule().id())
        .filter(newest -> newest.version().equals(live) && !newest.author().isEmpty())
        .map(Rules.Version::author)
        .orElse(origin);
  }
}
