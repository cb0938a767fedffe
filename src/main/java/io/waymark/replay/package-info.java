/**
 * Histories in virtual time, on the engine that the job runs: the tests of a rule, what it would
 * have found, and the runs that it holds. Start with {@link io.waymark.replay.Rehearsal}.
 */
@NullMarked
package io.waymark.replay;

import org.jspecify.annotations.NullMarked;
