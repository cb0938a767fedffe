/**
 * A real Kafka broker inside this process, for {@code waymark run} and for tests, so that nothing
 * needs to be installed. One node, bound to loopback, sized for a laptop; it keeps its topics in a
 * folder from one start to the next. Production never comes here. Start with {@link
 * io.waymark.lab.broker.EmbeddedBroker}.
 */
@NullMarked
package io.waymark.lab.broker;

import org.jspecify.annotations.NullMarked;
