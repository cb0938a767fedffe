package io.waymark.console.feed;

import io.waymark.settings.Connection;
import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that the console follows, and how it reaches them.
 *
 * @param prefix of their names
 * @param topics the full names of those that must be there, in the order in which they are shown
 * @param ifThere the full names of those that may be missing
 */
public record FollowedTopics(
    Connection kafka, String prefix, List<String> topics, List<String> ifThere) {
  private static final List<Topic> IF_THERE =
      List.of(
          Topics.APPLIED, Topics.RULES, Topics.POLICY, Topics.DELIVERIES, Topics.DELIVERIES_PARKED);

  public FollowedTopics {
    topics = List.copyOf(topics);
    ifThere = List.copyOf(ifThere);
  }

  /**
   * Returns the topics that the job and the delivery write, but for answers, and the texts of
   * authors. A pause is a rule's status, too.
   */
  public static FollowedTopics of(Settings settings) {
    String prefix = settings.prefix();
    Stream<String> always =
        Topics.OUTPUTS.stream()
            .filter(
                topic -> !List.of(Topics.APPLIED, Topics.PAUSES, Topics.ANSWERS).contains(topic))
            .map(topic -> topic.name(prefix));
    return new FollowedTopics(
        settings.kafka(),
        prefix,
        always.toList(),
        IF_THERE.stream().map(topic -> topic.name(prefix)).toList());
  }

  List<String> all() {
    return Stream.concat(topics.stream(), ifThere.stream()).toList();
  }

  String bootstrap() {
    return kafka.bootstrap();
  }
}
