/**
 * The matcher that runs Flink CEP's NFA on heap, over runs loaded from and saved to one value.
 * Waymark builds the NFA's states itself and leaves out Flink's pattern API, whose absences stop a
 * run even for a touchpoint that the next step chooses, where more steps follow that one, and
 * Flink's operator, whose state access costs 0.3 ms a touchpoint on RocksDB. Start with {@link
 * io.waymark.match.cep.NfaMatcher}.
 */
@NullMarked
package io.waymark.match.cep;

import org.jspecify.annotations.NullMarked;
