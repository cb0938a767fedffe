/**
 * What people type: {@code waymark run}, {@code job}, {@code rules}. Reads options, says what is
 * wrong with them, and shows what happens. Start with {@link io.waymark.cli.Waymark}.
 */
@NullMarked
package io.waymark.cli;

import org.jspecify.annotations.NullMarked;
