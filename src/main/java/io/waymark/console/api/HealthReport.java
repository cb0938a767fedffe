package io.waymark.console.api;

/**
 * The health of the console at a moment.
 *
 * @param isUp whether all checks are up
 * @param isAlive whether a restart would not help
 * @param json in the form of {@code schemas/health.schema.json}
 */
public record HealthReport(boolean isUp, boolean isAlive, String json) {}
