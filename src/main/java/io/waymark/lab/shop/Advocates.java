package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.HOURS;

import java.util.List;
import java.util.Map;

/**
 * The stories of customers who like it here. Live they buy what can be downloaded, so that nobody
 * has to wait for a parcel.
 */
final class Advocates {
  private static final List<String> WAYS = List.of("email", "messenger", "link");

  private Advocates() {}

  static void wouldRecommend(Story story) {
    buysAndUses(story);
    story.after(DAYS);
    Opinion.answersSurvey(story, 9, 10);
  }

  static void bringsAFriend(Story story) {
    Basket order = buysAndUses(story);
    story.after(DAYS);
    Opinion.reviews(story, order, 4, 5);
    story.after(DAYS);
    String code = story.name("FRIEND", 1);
    story.does("Friend Referred", Map.of("code", code, "channel", story.dice().pick(WAYS)));
  }

  static void buysAgain(Story story) {
    buysAndUses(story);
    story.after(DAYS).opensPage("Home", "/");
    Basket second = buysAndUses(story);
    story.after(DAYS);
    Opinion.reviews(story, second, 4, 5);
  }

  private static Basket buysAndUses(Story story) {
    boolean live = story.pace() == Pace.LIVE;
    Basket order = Visit.orders(story, live ? Product.DOWNLOADS : Product.SHELF);
    ShippingMethod shipping = live ? ShippingMethod.DOWNLOAD : ShippingMethod.PARCEL;
    story.until(shipping.delivers(order, story)).after(HOURS);
    Everyday.startsUsing(story, story.now());
    return order;
  }
}
