/**
 * The console's memory: rows of what the job writes to Kafka, with the offsets up to which they
 * were read in the same transaction, and what only the console knows. SQLite by default, PostgreSQL
 * by setting, the same SQL for both. Rows of a day are in tables of their own, which are dropped as
 * a whole. Nothing here knows Kafka. Start with {@link io.waymark.console.store.Store}.
 */
@NullMarked
package io.waymark.console.store;

import org.jspecify.annotations.NullMarked;
