package io.waymark.rule;

import io.waymark.model.Digest;
import io.waymark.yaml.YamlValue;

/**
 * The share of customers to whom a new rule sends already; {@code canary} in YAML. Who is in it
 * depends on the customer's id and the rule's only, so that nobody leaves when it grows, and it
 * says nothing about who is in a control group, whose salt is another.
 *
 * @param share in ten-thousandths
 */
public record Canary(String rule, int share) {
  private static final String SALT = "canary";

  static Canary read(String rule, YamlValue value) {
    return new Canary(
        rule,
        ShareReader.read(
            value,
            ShareReader.ALL - 1,
            "a canary is from 0.01% to 99.99% of customers; leave it out for all of them"));
  }

  /** Returns whether the rule sends to a customer already. */
  public boolean includes(String customer) {
    return bucket(customer) < share;
  }

  /** Returns the customer's bucket, one of {@link Holdout#BUCKETS}. */
  public int bucket(String customer) {
    return (int) Digest.spread(Holdout.BUCKETS, SALT, rule, customer);
  }
}
