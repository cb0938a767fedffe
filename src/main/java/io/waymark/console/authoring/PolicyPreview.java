package io.waymark.console.authoring;

import io.waymark.replay.PolicyTally;

/**
 * The fate of the stored matches under a draft, and under the policy in force.
 *
 * @param sinceMillis from when on matches count
 * @param untilMillis the end of what is stored
 * @param customers how many had a match before or in that time
 * @param unknown how many matches keep their decisions, as the text of their rule is not kept
 * @param isWhole whether all customers were played; false where time ran out
 */
public record PolicyPreview(
    long sinceMillis,
    long untilMillis,
    PolicyTally draft,
    PolicyTally inForce,
    int customers,
    long unknown,
    boolean isWhole) {

  /**
   * How far a preview has come.
   *
   * @param done how many decisions were played
   * @param all how many there are
   */
  public record Progress(long done, long all) {}
}
