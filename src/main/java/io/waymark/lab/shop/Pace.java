package io.waymark.lab.shop;

/**
 * The pace of a customer from one action to the next. Actions of others, such as carrying a parcel,
 * keep their own time.
 */
enum Pace {
  /** The pace of real life. */
  LIFE,
  /** A pace that is worth watching: a story is over within a minute. */
  LIVE
}
