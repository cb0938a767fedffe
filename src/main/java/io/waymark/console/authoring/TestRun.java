package io.waymark.console.authoring;

import java.util.List;

/**
 * A test of a rule, played.
 *
 * @param expectedMillis when the author expects triggers, after the start of the test
 * @param sentMillis when they were sent
 * @param timeline what came and what was decided, in lines for a font of one width
 */
public record TestRun(
    String name,
    boolean isPassed,
    List<Long> expectedMillis,
    List<Long> sentMillis,
    List<String> timeline) {
  public TestRun {
    expectedMillis = List.copyOf(expectedMillis);
    sentMillis = List.copyOf(sentMillis);
    timeline = List.copyOf(timeline);
  }
}
