package io.waymark.kafka;

/**
 * A parked trigger, as the headers of its record describe it: lanes are built again, and parked
 * triggers counted, without reading them.
 *
 * @param to the destination, as the rule names it
 * @param partition of the topic of triggers, and of the topic of parked ones
 * @param offset in that partition of the topic of triggers
 * @param expiresMillis from when on it must not be sent any more
 */
public record ParkedTrigger(
    String id, String to, String customer, int partition, long offset, long expiresMillis) {}
