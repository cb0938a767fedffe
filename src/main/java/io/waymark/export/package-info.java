/**
 * Event logs for process-mining tools, made of applied touchpoints: XES (IEEE 1849-2016), OCEL 2.0
 * and CSV. Touchpoints are sorted by customer on disk, so that memory stays bounded. No Flink, no
 * Kafka: records in, bytes out. Start with {@link io.waymark.export.EventLog}.
 */
@NullMarked
package io.waymark.export;

import org.jspecify.annotations.NullMarked;
