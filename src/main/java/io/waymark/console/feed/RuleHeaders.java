package io.waymark.console.feed;

/** The headers of a rule or policy on its topic that say who published it and why. */
public final class RuleHeaders {
  public static final String AUTHOR = "waymark-author";
  public static final String REASON = "waymark-reason";

  private RuleHeaders() {}
}
