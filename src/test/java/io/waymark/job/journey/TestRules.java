package io.waymark.job.journey;

/** The rules of these tests. */
final class TestRules {
  private TestRules() {}

  /** Fires for each touchpoint of the type. */
  static String each(String id, String type) {
    return rule(
        id,
        """
          steps:
            - seen: %s
        """
            .formatted(type));
  }

  /** Fires when no order follows a checkout. */
  static String noOrder(String patience) {
    return rule(
        "no-order",
        """
          steps:
            - checkout: Checkout Started
            - absent: Order Completed
              for: %s
        """
            .formatted(patience));
  }

  /** Fires when the second type follows the first within an hour. */
  static String followed(String id, String first, String second) {
    return rule(
        id,
        """
          within: 1h
          steps:
            - first: %s
            - second: %s
        """
            .formatted(first, second));
  }

  private static String rule(String id, String pattern) {
    return """
        rule: %s
        title: A rule of the tests
        signal: opportunity
        owner: tests
        status: live
        pattern:
        %strigger:
          to: desk
        """
        .formatted(id, pattern);
  }
}
