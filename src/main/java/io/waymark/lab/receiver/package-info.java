/**
 * A receiver of webhooks with a page to look at, so that {@code waymark run} shows where triggers
 * arrive and how long each step took. Start with {@link io.waymark.lab.receiver.WebhookReceiver}.
 */
@NullMarked
package io.waymark.lab.receiver;

import org.jspecify.annotations.NullMarked;
