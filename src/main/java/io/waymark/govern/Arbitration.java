package io.waymark.govern;

/**
 * The choice between triggers of one customer that come close together; {@code arbitration} in
 * YAML. The highest priority goes out, then the earlier match, then the lower id.
 *
 * @param withinMillis how long the first trigger waits for others; 0 for those of the same moment
 *     only
 * @param most how many go out
 */
public record Arbitration(long withinMillis, int most) {}
