/**
 * Rules written in a browser: checked, completed, tested and previewed without any effect;
 * published, paused and rolled back on the rules topic, from which the job takes them. Knows no web
 * server. Start with {@link io.waymark.console.authoring.Authoring}.
 */
@NullMarked
package io.waymark.console.authoring;

import org.jspecify.annotations.NullMarked;
