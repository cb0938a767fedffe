package io.waymark.lab.shop;

import java.util.List;
import java.util.Map;

/** The opinions of customers about the shop: reviews, surveys and posts, in their own words. */
final class Opinion {
  private static final List<List<String>> REVIEWS =
      List.of(
          List.of("Arrived broken, and nobody answers.", "Never again."),
          List.of("Took far too long to arrive.", "Not what the pictures promise."),
          List.of("Does what it should.", "Fine, but the lid is loose."),
          List.of("Good value.", "Very nice, would have liked another colour."),
          List.of("Best coffee I have had at home.", "Wonderful, and a lovely note in the box."));
  private static final List<String> RANTS =
      List.of(
          "Still waiting for my order, still no answer.",
          "Third mail to their service, third copy-and-paste reply.",
          "They charged me twice and call it a known issue.",
          "Do not buy there.");
  private static final List<String> NETWORKS = List.of("mastodon", "bluesky", "instagram", "x");

  private Opinion() {}

  static void reviews(Story story, Basket order, int lowest, int highest) {
    int rating = story.dice().between(lowest, highest);
    story.happens(
        story.now(),
        "web",
        "Product Reviewed",
        (rating - 3) / 2.0,
        Map.of(
            "orderId", order.orderId(),
            "productId", order.lines().get(0).product().id(),
            "rating", (long) rating,
            "reviewBody", story.dice().pick(REVIEWS.get(rating - 1))));
  }

  static void answersSurvey(Story story, String survey, int lowest, int highest) {
    long score = story.dice().between(lowest, highest);
    story.meets("email", "Survey Answered", Map.of("survey", survey, "score", score));
  }

  static void rants(Story story, String network, long followers) {
    story.happens(
        story.now(),
        "social",
        "Brand Mentioned",
        story.dice().between(-10, -6) / 10.0,
        Map.of("network", network, "followers", followers, "text", story.dice().pick(RANTS)));
  }

  static String network(Dice dice) {
    return dice.pick(NETWORKS);
  }
}
