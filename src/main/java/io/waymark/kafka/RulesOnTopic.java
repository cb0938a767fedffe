package io.waymark.kafka;

import io.waymark.model.RuleText;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The rules that were on the rules topic when the job was submitted.
 *
 * <p>State may hold more: a savepoint that is older than Kafka keeps the mark of a removed rule
 * ({@code delete.retention.ms}, a day) still has the rule, and nothing on the topic says any more
 * that it is gone.
 *
 * @param endOffset the topic's end; what is known ends there
 * @param ids the rules with a text
 */
public record RulesOnTopic(long endOffset, Set<String> ids) implements Serializable {
  /** Says nothing about any rule, where rules come from elsewhere. */
  public static final RulesOnTopic UNKNOWN = new RulesOnTopic(0, Set.of());

  private static final long serialVersionUID = 1;

  public RulesOnTopic {
    ids = Set.copyOf(ids);
  }

  /**
   * Reads the topic from its beginning to its end.
   *
   * @throws NotReadyException if it cannot be read
   */
  public static RulesOnTopic find(Settings settings) throws NotReadyException {
    try {
      return of(RulesTopic.read(settings.kafka(), Topics.RULES.name(settings.prefix())));
    } catch (KafkaException e) {
      throw new NotReadyException(new Refusal(settings.kafka(), "the job").explain(e));
    }
  }

  /** Returns the rules that the records of a topic leave on it, in their order. */
  static RulesOnTopic of(List<RuleText> records) {
    Set<String> ids = new HashSet<>();
    long end = 0;
    for (RuleText record : records) {
      if (record.text() == null) {
        ids.remove(record.id());
      } else {
        ids.add(record.id());
      }
      end = Math.max(end, record.offset() + 1);
    }
    return new RulesOnTopic(end, ids);
  }

  /**
   * Returns whether a rule was removed, or never was on this topic. A rule that was pushed after
   * the job was submitted, or to a topic that was longer than this one, is not judged.
   */
  public boolean lacks(RuleText rule) {
    return rule.offset() < endOffset && !ids.contains(rule.id());
  }
}
