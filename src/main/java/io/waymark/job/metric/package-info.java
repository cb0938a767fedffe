/**
 * The metrics of the job: their names with the equations they obey, and the classes with which
 * operators register them. Start with {@link io.waymark.job.metric.Metrics}.
 */
@NullMarked
package io.waymark.job.metric;

import org.jspecify.annotations.NullMarked;
