package io.waymark.lab.shop;

/** The state of a customer who does not go on at once: the chance that they do later. */
final class Hesitation {
  private final Dice dice;
  private double chance;

  Hesitation(Dice dice, double chance) {
    this.dice = dice;
    this.chance = chance;
  }

  /** Returns whether the customer meets an influence, which changes the chance. */
  boolean meets(Influence influence) {
    boolean met = dice.chance(influence.share());
    chance += met ? influence.change() : 0;
    return met;
  }

  boolean goesOn() {
    return dice.chance(chance);
  }
}
