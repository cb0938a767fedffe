package io.waymark.job;

/**
 * One setting: what it is called in {@code waymark.yaml} and after {@code --set}, what it means
 * when it is not set, and what it does.
 *
 * @param unit what its value is written as
 */
public record Setting(String key, String unit, String byDefault, String description) {}
