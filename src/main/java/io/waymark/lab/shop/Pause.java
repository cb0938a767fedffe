package io.waymark.lab.shop;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/** The pauses of a story, named after their length at the pace of life; live, they take seconds. */
enum Pause {
  MOMENT(ofSeconds(8), ofSeconds(75), ofMillis(600), ofMillis(2200)),
  WHILE(ofMinutes(2), ofMinutes(5), ofSeconds(2), ofSeconds(5)),
  HOURS(ofHours(1), ofHours(7), ofSeconds(2), ofSeconds(6)),
  DAYS(ofDays(1), ofDays(4), ofSeconds(3), ofSeconds(7));

  private final Duration shortestInLife;
  private final Duration longestInLife;
  private final Duration shortestLive;
  private final Duration longestLive;

  Pause(
      Duration shortestInLife,
      Duration longestInLife,
      Duration shortestLive,
      Duration longestLive) {
    this.shortestInLife = shortestInLife;
    this.longestInLife = longestInLife;
    this.shortestLive = shortestLive;
    this.longestLive = longestLive;
  }

  Duration drawn(Pace pace, Dice dice) {
    return switch (pace) {
      case LIFE -> dice.between(shortestInLife, longestInLife);
      case LIVE -> dice.between(shortestLive, longestLive);
    };
  }
}
