package io.waymark.lab.shop;

/** The kinds of customers, each with its share in percent and the story that its customers live. */
public enum Persona {
  WINDOW_SHOPPER(22),
  BUYER(31),
  HESITANT(27),
  TICKET_REOPENER(4),
  ANGRY_POSTER(4),
  PROMOTER(6),
  REFERRER(3),
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
    if (Visit.arrives(story)) {
      shop(story);
    }
  }

  private void shop(Story story) {
    switch (this) {
      case WINDOW_SHOPPER -> Everyday.looksAround(story);
      case BUYER -> Everyday.buys(story);
      case HESITANT -> Everyday.hesitatesAtTheCheckout(story);
      case TICKET_REOPENER -> Frustrations.comesBackWithTheSameTicket(story);
      case ANGRY_POSTER -> Frustrations.complainsInPublic(story);
      case PROMOTER -> Advocates.wouldRecommend(story);
      case REFERRER -> Advocates.bringsAFriend(story);
      case REPEAT_BUYER -> Advocates.buysAgain(story);
    }
  }
}
