/**
 * The settings of the job: typed, read once at the start from {@code waymark.yaml} and {@code
 * --set}, with all problems at once. Secrets are named, never held, and masked in every message.
 * Start with {@link io.waymark.settings.Settings}.
 */
@NullMarked
package io.waymark.settings;

import org.jspecify.annotations.NullMarked;
