/**
 * The sources of the job: Kafka topics and files of touchpoints, a topic or a folder of rules, each
 * with the clock that emits its watermarks. Start with {@link io.waymark.job.source.Sources}.
 */
@NullMarked
package io.waymark.job.source;

import org.jspecify.annotations.NullMarked;
