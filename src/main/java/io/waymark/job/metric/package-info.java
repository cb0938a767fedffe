/**
 * What the job counts and measures: the names of the metrics with the equations they obey, and
 * where operators register them. Start with {@link io.waymark.job.metric.Metrics}.
 */
@NullMarked
package io.waymark.job.metric;

import org.jspecify.annotations.NullMarked;
