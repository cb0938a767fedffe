/**
 * What is read: Kafka topics and files as touchpoints, a topic or a folder as rules, each with the
 * clock by which it says how far its time has come.
 */
@NullMarked
package io.waymark.job.source;

import org.jspecify.annotations.NullMarked;
