package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.MOMENT;
import static io.waymark.lab.shop.Pause.WHILE;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The scenes in which customers hesitate: they meet something, leave, and come back or do not. The
 * pauses after which they come back are real time at any pace.
 *
 * <p>What a hesitating customer meets is drawn for itself, each thing apart from the others. It
 * changes whether the customer goes on only by an {@link Influence}, and never when. So where
 * influences change nothing, customers who met a touchpoint go on as often as customers at the same
 * age of their visit who did not, and the journey map has nothing to find. Customers who do not
 * hesitate have left the stage before the first age at which the map compares.
 */
final class Doubts {
  /** The chance to go on later of a customer who meets nothing. */
  private static final double UNDECIDED = 0.5;

  /** The share of customers that comes for a look long after they were taken for lost. */
  private static final double LATE_RETURNS = 0.15;

  private static final List<String> FRUITLESS =
      List.of("tea", "capsules", "oat milk", "repair service", "lever machine");
  private static final List<String> CODES =
      List.of("card_declined", "insufficient_funds", "expired_card", "3ds_failed");
  private static final List<String> CHECKOUT_ELEMENTS = List.of("pay", "coupon", "address");
  private static final List<String> ARTICLES = List.of("payment-methods", "how-to-order");

  private Doubts() {}

  /** Hesitates in awareness; returns whether the customer comes back to look at products. */
  static boolean beforeLooking(Story story) {
    Hesitation hesitation = new Hesitation(story.dice(), UNDECIDED);
    story.after(MOMENT);
    Visit.browses(story, story.dice().pick(Product.SHELF));
    if (hesitation.meets(story.influences().searchInVain())) {
      Map<String, Object> query = Map.of("query", story.dice().pick(FRUITLESS));
      story.after(MOMENT).does("Search Found Nothing", query);
    }
    return comesBack(story, hesitation, ofHours(4), ofHours(20));
  }

  /** Hesitates in consideration; returns whether the customer comes back to buy. */
  static boolean beforeBuying(Story story) {
    Hesitation hesitation = new Hesitation(story.dice(), UNDECIDED);
    mayChat(story.after(MOMENT), hesitation, "/products");
    return considers(story, hesitation);
  }

  /** Hesitates at the checkout, which is in consideration, too; returns whether they come back. */
  static boolean atTheCheckout(Story story, Basket basket) {
    Dice dice = story.dice();
    Hesitation hesitation = new Hesitation(dice, UNDECIDED);
    if (hesitation.meets(failedPayment(story))) {
      failsToPay(story, basket);
    }
    if (dice.chance(0.25)) {
      clicksInAnger(story);
    }
    story.after(MOMENT);
    if (dice.chance(0.4)) {
      Map<String, Object> article = Map.of("article", dice.pick(ARTICLES), "page", "/checkout");
      story.does("Help Article Viewed", article).after(WHILE);
    }
    mayChat(story, hesitation, "/checkout");
    return considers(story, hesitation);
  }

  private static void mayChat(Story story, Hesitation hesitation, String page) {
    if (hesitation.meets(story.influences().chat())) {
      Opinion.asksInAChat(story, page);
    }
  }

  private static Influence failedPayment(Story story) {
    Influence inTheApp = story.influences().failedPayment();
    return story.isInTheApp() ? inTheApp : inTheApp.withoutEffect();
  }

  private static void failsToPay(Story story, Basket basket) {
    Map<String, Object> failure = basket.failure(story.dice().pick(CODES));
    int failures = story.dice().between(2, 3);
    for (int i = 0; i < failures; i++) {
      story.after(MOMENT).does("Payment Failed", failure);
    }
  }

  private static void clicksInAnger(Story story) {
    String element = story.dice().pick(CHECKOUT_ELEMENTS);
    int clicks = story.dice().between(2, 4);
    for (int i = 0; i < clicks; i++) {
      story.after(MOMENT).does("Rage Clicked", Map.of("page", "/checkout", "element", element));
    }
  }

  private static boolean considers(Story story, Hesitation hesitation) {
    Dice dice = story.dice();
    Instant offered = story.now().plus(dice.between(ofHours(2), ofHours(6)));
    if (hesitation.meets(story.influences().discount())) {
      Map<String, Object> discount = Map.of("code", "COME-BACK", "percent", 10L);
      story.happens(offered, "email", "Discount Offered", null, discount);
    }
    Instant visited = story.now().plus(dice.between(ofHours(10), ofHours(19)));
    if (dice.chance(0.12)) {
      story.happens(visited, "store", "Store Visited", null, Map.of("store", "Altona"));
    }
    return comesBack(story, hesitation, ofHours(20), ofHours(60));
  }

  private static boolean comesBack(
      Story story, Hesitation hesitation, Duration soonest, Duration latest) {
    Duration pause = story.dice().between(soonest, latest);
    if (hesitation.goesOn()) {
      story.after(pause);
      return true;
    }
    if (story.dice().chance(LATE_RETURNS)) {
      story.after(story.dice().between(ofDays(16), ofDays(25))).opensPage("Home", "/");
    }
    return false;
  }

  /** Hesitates in onboarding, to use what was ordered. */
  static void beforeUsing(Story story, Basket order) {
    Dice dice = story.dice();
    Hesitation hesitation = new Hesitation(dice, UNDECIDED);
    boolean late = hesitation.meets(story.influences().lateParcel());
    ShippingMethod shipping = late ? ShippingMethod.late(story.pace()) : ShippingMethod.PARCEL;
    Instant there = shipping.delivers(order, story);
    if (late) {
      Map<String, Object> delay = Map.of("orderId", order.orderId());
      story.happens(there.plus(ofMinutes(1)), "delivery", "Delay Reported", null, delay);
    }
    Opinion.mayRateTheDelivery(story, order, there, late);
    if (dice.chance(late ? 0.6 : 0.35)) {
      Instant reviewed = there.plus(DAYS.drawn(story.pace(), dice));
      Opinion.reviews(story, reviewed, order, late ? 1 : 3, late ? 2 : 4);
    }
    if (dice.chance(0.2)) {
      story.opensPage(there.plus(dice.between(ofDays(1), ofDays(5))), "Help", "/help");
    }
    decidesToUse(story, hesitation, order, there);
  }

  private static void decidesToUse(
      Story story, Hesitation hesitation, Basket order, Instant there) {
    Dice dice = story.dice();
    Instant soon = there.plus(dice.between(ofHours(24), ofHours(144)));
    if (hesitation.goesOn()) {
      Everyday.startsUsing(story, soon);
    } else if (dice.chance(LATE_RETURNS)) {
      Everyday.startsUsing(story, there.plus(dice.between(ofDays(8), ofDays(12))));
    } else if (dice.chance(LATE_RETURNS)) {
      Instant sentBack = there.plus(dice.between(ofDays(8), ofDays(14)));
      story.happens(sentBack, "payment", "Order Refunded", null, order.refund());
    } else if (dice.chance(LATE_RETURNS)) {
      story.opensPage(there.plus(dice.between(ofDays(32), ofDays(45))), "Home", "/");
    }
  }
}
