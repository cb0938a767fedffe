package io.waymark.console;

import io.waymark.settings.Connection;
import java.util.List;

/**
 * The topics that the console follows, and how it reaches them.
 *
 * @param topics their full names, in the order in which they are shown
 */
public record FollowedTopics(Connection kafka, List<String> topics) {
  public FollowedTopics {
    topics = List.copyOf(topics);
  }

  String bootstrap() {
    return kafka.bootstrap();
  }
}
