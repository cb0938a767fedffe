/**
 * Holds in memory the journey map as it is now. Nothing here knows Kafka or the store. Start with
 * {@link io.waymark.console.live.LiveMap}.
 */
@NullMarked
package io.waymark.console.live;

import org.jspecify.annotations.NullMarked;
