package io.waymark.rule;

import io.waymark.model.Digest;

/**
 * The share of customers to whom nothing is sent, so that it can be told what triggers bring;
 * {@code holdout} in YAML. Who is held out depends on the customer's id and the salt only, and
 * stays so when the share grows.
 *
 * @param share in ten-thousandths
 */
public record Holdout(int share, String salt) {
  /** The number of buckets; a share is a number of them. */
  public static final int BUCKETS = 10_000;

  /** Returns whether a customer is in the control group. */
  public boolean holds(String customer) {
    return bucket(customer) < share;
  }

  /** Returns the customer's bucket: the unsigned hash times {@link #BUCKETS}, its upper 64 bits. */
  public int bucket(String customer) {
    return (int) Digest.spread(BUCKETS, salt, customer);
  }
}
