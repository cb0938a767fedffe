/**
 * The operator that holds the journey map: it adds up what the subtasks of the journey operator
 * have counted, and publishes cuts. What is counted and how is in {@code journey}. Start with
 * {@link io.waymark.job.map.MapOperator}.
 */
@NullMarked
package io.waymark.job.map;

import org.jspecify.annotations.NullMarked;
