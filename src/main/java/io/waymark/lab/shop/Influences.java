package io.waymark.lab.shop;

/**
 * The causes for which customers of the shop stay away or come back, which the journey map has to
 * find.
 *
 * @param searchInVain met in awareness
 * @param failedPayment met in consideration; on the web it fails as often, and changes nothing
 * @param lateParcel met in onboarding
 * @param chat met in consideration
 * @param discount met in consideration
 */
public record Influences(
    Influence searchInVain,
    Influence failedPayment,
    Influence lateParcel,
    Influence chat,
    Influence discount) {

  /** The influences in the shop of {@code waymark run}. */
  public static final Influences PLANTED =
      new Influences(
          new Influence(0.3, -0.35),
          new Influence(0.13, -0.5),
          new Influence(0.25, -0.4),
          new Influence(0.3, 0.25),
          new Influence(0.25, 0.2));

  /** Returns influences that as many customers meet, and that change nothing. */
  public Influences withoutEffect() {
    return new Influences(
        searchInVain.withoutEffect(),
        failedPayment.withoutEffect(),
        lateParcel.withoutEffect(),
        chat.withoutEffect(),
        discount.withoutEffect());
  }
}
