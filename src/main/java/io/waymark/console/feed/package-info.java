/**
 * The console's ear on Kafka: follows the topics, stores their records with the offsets up to which
 * they were read, and keeps the journey map up to date. Its health is a pure function of its state
 * and the time. It writes nothing to Kafka. Start with {@link io.waymark.console.feed.Feed}.
 */
@NullMarked
package io.waymark.console.feed;

import org.jspecify.annotations.NullMarked;
