/**
 * One webhook over HTTP: signed, bounded in time and bytes, to an address that was checked. When to
 * send is decided elsewhere. Start with {@link io.waymark.deliver.webhook.WebhookClient}.
 */
@NullMarked
package io.waymark.deliver.webhook;

import org.jspecify.annotations.NullMarked;
