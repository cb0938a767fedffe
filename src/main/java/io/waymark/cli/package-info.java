/**
 * The commands that people type, a file each: {@code waymark run}, {@code job}, {@code rules}. They
 * read options, explain what is wrong with them, and show results; all work is done elsewhere.
 * Start with {@link io.waymark.cli.Waymark}.
 */
@NullMarked
package io.waymark.cli;

import org.jspecify.annotations.NullMarked;
