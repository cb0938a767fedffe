/**
 * Destinations: what the {@code to} of a rule means. Read from {@code destinations.yaml}, with all
 * problems at once; secrets are named in it, never held. Start with {@link
 * io.waymark.deliver.destination.DestinationsReader}.
 */
@NullMarked
package io.waymark.deliver.destination;

import org.jspecify.annotations.NullMarked;
