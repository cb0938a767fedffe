/**
 * The sources of the job on Kafka: topics of touchpoints and the topic of rules, each with the
 * clock that emits its watermarks. Start with {@link io.waymark.job.source.Sources}.
 */
@NullMarked
package io.waymark.job.source;

import org.jspecify.annotations.NullMarked;
