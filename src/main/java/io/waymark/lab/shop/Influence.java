package io.waymark.lab.shop;

/**
 * Something that a share of the hesitating customers meets, and that changes how many of them go
 * on.
 *
 * @param share how many of the hesitating customers meet it, from 0 to 1
 * @param change is added to the chance to go on of a customer who meets it; below 0 for what drives
 *     customers away
 */
public record Influence(double share, double change) {
  public Influence {
    if (!(share >= 0 && share <= 1) || !(change >= -1 && change <= 1)) {
      throw new IllegalArgumentException(
          "an influence with a share of " + share + " and a change of " + change);
    }
  }

  /** Returns an influence that as many customers meet, and that changes nothing. */
  Influence withoutEffect() {
    return new Influence(share, 0);
  }
}
