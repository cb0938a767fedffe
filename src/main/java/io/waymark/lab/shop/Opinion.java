package io.waymark.lab.shop;

import static java.time.Duration.ofHours;

import java.time.Instant;
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
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("payment-methods", "Why can I not pay? This is the third try.", -0.7),
          new Question("payment-methods", "Hi, which cards do you take?", 0.1),
          new Question("how-to-order", "I cannot find where to change the address.", -0.4),
          new Question("how-to-order", "Lovely shop! Can I send this as a gift?", 0.8));
  private static final List<String> NETWORKS = List.of("mastodon", "bluesky", "instagram", "x");

  private Opinion() {}

  static void reviews(Story story, Basket order, int lowest, int highest) {
    reviews(story, story.now(), order, lowest, highest);
  }

  static void reviews(Story story, Instant at, Basket order, int lowest, int highest) {
    int rating = story.dice().between(lowest, highest);
    story.happens(
        at,
        "web",
        "Product Reviewed",
        ofRating(rating),
        Map.of(
            "orderId", order.orderId(),
            "productId", order.lines().get(0).product().id(),
            "rating", (long) rating,
            "reviewBody", story.dice().pick(REVIEWS.get(rating - 1))));
  }

  /** Answers how likely it is, from 0 to 10, that the customer recommends the shop. */
  static void answersSurvey(Story story, int lowest, int highest) {
    long score = story.dice().between(lowest, highest);
    story.happens(
        story.now(),
        "email",
        "Survey Answered",
        ofScore(score),
        Map.of("survey", "nps", "score", score));
  }

  /** Asks for a rating of the delivery some hours after it, which some customers give. */
  static void mayRateTheDelivery(Story story, Basket order, Instant there, boolean late) {
    Dice dice = story.dice();
    int rating = late ? dice.between(1, 3) : dice.between(3, 5);
    Instant answered = there.plus(dice.between(ofHours(2), ofHours(9)));
    if (dice.chance(0.25)) {
      story.happens(
          answered,
          "email",
          "Survey Answered",
          ofRating(rating),
          Map.of("survey", "delivery", "orderId", order.orderId(), "rating", (long) rating));
    }
  }

  /** Asks in a chat, from a page; what the customer feels is inferred from the words. */
  static void asksInAChat(Story story, String page) {
    Question question = story.dice().pick(QUESTIONS);
    story.says(
        "chat",
        "Chat Started",
        question.sentiment(),
        Map.of("topic", question.topic(), "page", page, "text", question.text()));
  }

  static void rants(Story story, String network, long followers) {
    story.says(
        "social",
        "Brand Mentioned",
        story.dice().between(-10, -6) / 10.0,
        Map.of("network", network, "followers", followers, "text", story.dice().pick(RANTS)));
  }

  static String network(Dice dice) {
    return dice.pick(NETWORKS);
  }

  /** Returns the sentiment of a rating from 1 to 5. */
  private static double ofRating(int rating) {
    return (rating - 3) / 2.0;
  }

  /** Returns the sentiment of a score from 0 to 10: of a promoter, a passive or a detractor. */
  private static double ofScore(long score) {
    return score >= 9 ? 1 : score >= 7 ? 0 : -1;
  }

  private record Question(String topic, String text, double sentiment) {}
}
