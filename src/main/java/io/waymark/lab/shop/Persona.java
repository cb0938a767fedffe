package io.waymark.lab.shop;

/** The kinds of customers, each with its share in percent and the story that its customers live. */
public enum Persona {
  WINDOW_SHOPPER(32),
  BUYER(21),

  ABANDONER(12),
  SILENT_AFTER_PURCHASE(5),
  NEVER_ACTIVATES(4),
  FORGOTTEN_ORDER(4),

  PAYMENT_TROUBLE(3),
  RAGE_CLICKER(3),
  TICKET_REOPENER(2),
  LATE_DELIVERY(3),
  ANGRY_POSTER(2),

  PROMOTER(4),
  REFERRER(2),
  REPEAT_BUYER(3);

  private final int percent;

  Persona(int percent) {
    this.percent = percent;
  }

  static Persona drawn(Dice dice) {
    int left = dice.between(1, 100);
    for (Persona persona : values()) {
      left -= persona.percent;
      if (left <= 0) {
        return persona;
      }
    }
    throw new IllegalStateException("the percentages add up to less than 100");
  }

  void live(Story story) {
    switch (this) {
      case WINDOW_SHOPPER -> Everyday.looksAround(story);
      case BUYER -> Everyday.buys(story);
      case ABANDONER -> Stalls.leavesAtTheCheckout(story);
      case SILENT_AFTER_PURCHASE -> Stalls.isNotSeenAgain(story);
      case NEVER_ACTIVATES -> Stalls.usesNothing(story);
      case FORGOTTEN_ORDER -> Stalls.waitsForTheParcel(story);
      case PAYMENT_TROUBLE -> Frustrations.cannotPay(story);
      case RAGE_CLICKER -> Frustrations.clicksInAnger(story);
      case TICKET_REOPENER -> Frustrations.comesBackWithTheSameTicket(story);
      case LATE_DELIVERY -> Frustrations.reviewsALateParcel(story);
      case ANGRY_POSTER -> Frustrations.complainsInPublic(story);
      case PROMOTER -> Advocates.wouldRecommend(story);
      case REFERRER -> Advocates.bringsAFriend(story);
      case REPEAT_BUYER -> Advocates.buysAgain(story);
    }
  }
}
