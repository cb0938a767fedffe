package io.waymark.lab.shop;

/**
 * How fast a customer is from one thing to the next. What others do to them, such as carrying a
 * parcel, keeps its own time.
 */
enum Pace {
  /** The pace of real life. */
  LIFE,
  /** A pace that is worth watching: a story is over within a minute. */
  LIVE
}
