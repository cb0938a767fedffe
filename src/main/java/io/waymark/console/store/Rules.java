package io.waymark.console.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the state of rules, and the texts that they have had. */
public interface Rules {
  /** Stands for all other rules together; no rule has this id. */
  String OTHERS = "";

  /**
   * The last status of a kind that a subtask gave of a rule.
   *
   * @param kind {@code live}, {@code refused}, {@code removed}, or the news {@code failures},
   *     {@code runs} and {@code pause}
   */
  record Status(String kind, int subtask, long timeMillis, String document) {}

  /**
   * A rule and its last statuses.
   *
   * @param statuses the newest first
   */
  record Row(String rule, List<Status> statuses) {
    public Row {
      statuses = List.copyOf(statuses);
    }
  }

  /**
   * A text that a rule had.
   *
   * @param version the digest of the text; empty where the rule was removed
   * @param timeMillis the time stamp of the record on the topic of rules
   * @param author empty where nobody said
   * @param reason empty where nobody said
   * @param text null where the rule was removed
   */
  record Version(
      String rule,
      String version,
      long timeMillis,
      String author,
      String reason,
      @Nullable String text) {}

  /**
   * The outcomes of a version, as on their topic.
   *
   * @param timeMillis event time, up to which it is counted
   */
  record Outcomes(String version, long timeMillis, String document) {}

  /** A state of all texts. */
  record Edition(long texts, long newestMillis) {}

  /** Returns rules by id. */
  Page<Row> page(PageRequest request);

  Optional<Row> find(String rule);

  /** Returns the texts of a rule, the newest first. */
  Page<Version> versions(String rule, PageRequest request);

  /** Returns the newest text of each rule, those without a text left out; at most 20,000. */
  List<Version> texts();

  /** Returns how many texts are kept and the time of the newest: another one where any is added. */
  Edition edition();

  /** Returns what the versions of a rule have brought, the newest first; at most so many. */
  List<Outcomes> outcomes(String rule, int most);

  /** Returns the newest version of a rule; one without a text where it was removed. */
  Optional<Version> newest(String rule);

  /**
   * Keeps a version before the feed brings it from Kafka. The two are one entry, as rule and time
   * tell entries apart.
   */
  void keep(Version version);
}
