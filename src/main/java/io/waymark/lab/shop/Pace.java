package io.waymark.lab.shop;

/**
 * How fast a customer is from one thing to the next. What others do to them, such as carrying a
 * parcel, keeps its own time.
 */
enum Pace {
  /** As people are. */
  LIFE,
  /** As people are whom someone wants to watch: a story is over within a minute. */
  LIVE
}
