/**
 * The operator that counts what rules with a goal have brought, by version and arm. What is
 * observed of a customer, and when, is in {@code customer}. Start with {@link
 * io.waymark.job.outcome.OutcomesFunction}.
 */
@NullMarked
package io.waymark.job.outcome;

import org.jspecify.annotations.NullMarked;
