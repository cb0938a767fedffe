package io.waymark.console.feed;

import org.jspecify.annotations.Nullable;

/**
 * The records of a topic that are not in the store since the console started.
 *
 * @param unreadable records that were no documents of the topic
 * @param lastUnreadable the position of the last one of them; null before any
 * @param deleted records, at most, that Kafka had deleted before they were read
 */
public record Loss(String topic, long unreadable, @Nullable String lastUnreadable, long deleted) {
  static Loss none(String topic) {
    return new Loss(topic, 0, null, 0);
  }

  Loss plusUnreadable(String position) {
    return new Loss(topic, unreadable + 1, position, deleted);
  }

  Loss plusDeleted(long count) {
    return new Loss(topic, unreadable, lastUnreadable, deleted + count);
  }
}
