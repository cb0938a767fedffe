/**
 * Histories in virtual time, on the engine that the job runs: the tests of a rule. Start with
 * {@link io.waymark.replay.Rehearsal}.
 */
@NullMarked
package io.waymark.replay;

import org.jspecify.annotations.NullMarked;
