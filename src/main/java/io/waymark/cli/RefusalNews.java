package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.TopicHistory;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.settings.Settings;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells refusals that a person has not seen from those that the job reports again. A job reads its
 * rules from the begin of their topic at each start, those included that were mended long ago.
 */
final class RefusalNews {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalNews.class);

  /**
   * The number of refusals from before that are known; a topic with more shows the others again.
   */
  private static final int MOST = 10_000;

  /** A refusal, whenever it was reported. */
  private record Refused(String rule, List<Problem> problems) {
    private Refused {
      problems = List.copyOf(problems);
    }
  }

  private final Set<Refused> before = new HashSet<>();
  private final Set<Refused> shown = new HashSet<>();
  private final Function<String, List<Problem>> standing;

  /**
   * Creates the news since a moment.
   *
   * @param before the statuses that were reported before it
   * @param standing returns the problems that the text of a rule has now, where it lies in files
   */
  RefusalNews(List<RuleStatus> before, Function<String, List<Problem>> standing) {
    before.stream()
        .filter(status -> status.state() == RuleStatus.State.REFUSED)
        .map(status -> new Refused(status.rule(), status.problems()))
        .distinct()
        .limit(MOST)
        .forEach(this.before::add);
    this.standing = standing;
  }

  /** Returns the news since all that the topic of statuses has now. */
  static RefusalNews since(Settings settings, Function<String, List<Problem>> standing)
      throws NotReadyException, InterruptedException {
    List<RuleStatus> before = new ArrayList<>();
    try (TopicHistory history = TopicHistory.of(settings, Topics.RULE_STATUS)) {
      while (history.hasMore()) {
        for (ConsumerRecord<byte[], byte[]> record : history.poll()) {
          add(record, before);
        }
      }
    }
    return new RefusalNews(before, standing);
  }

  private static void add(ConsumerRecord<byte[], byte[]> record, List<RuleStatus> before) {
    if (record.value() == null) {
      return;
    }
    try {
      RuleStatus status = Topics.RULE_STATUS.document().read(record.value());
      if (status.state() == RuleStatus.State.REFUSED) {
        before.add(status);
      }
    } catch (MalformedDocumentException e) {
      LOG.warn("{}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  /**
   * Returns whether a refusal is to be shown, and takes it for shown: one that came since, and one
   * from before of a text that still has these problems, once each.
   */
  synchronized boolean isNew(RuleStatus status) {
    Refused refused = new Refused(status.rule(), status.problems());
    boolean stands =
        !before.contains(refused) || standing.apply(status.rule()).equals(status.problems());
    return stands && shown.add(refused);
  }

  /** Returns the lines that say that a rule, or the policy, is refused. */
  static List<String> lines(String rule, List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    lines.add(name(rule) + " is refused; the version in force stays:");
    problems.forEach(problem -> problem.toString().lines().map("  "::concat).forEach(lines::add));
    return lines;
  }

  /** Returns what a person calls the rule, or the policy, of a status. */
  static String name(String rule) {
    return rule.equals(RuleStatus.POLICY) ? "the policy" : "rule " + rule;
  }

  /** Lets refusals of a rule be shown again, as its text was pushed anew. */
  synchronized void forget(String rule) {
    before.removeIf(each -> each.rule().equals(rule));
    shown.removeIf(each -> each.rule().equals(rule));
  }
}
