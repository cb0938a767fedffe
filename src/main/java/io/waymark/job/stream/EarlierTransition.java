package io.waymark.job.stream;

import io.waymark.model.Transition;
import org.jspecify.annotations.Nullable;

/** A transition as it travelled before it had an id; it is only read. */
record EarlierTransition(
    String customer,
    @Nullable String from,
    String to,
    String cause,
    String causeType,
    long timeMillis) {

  Transition withId() {
    return new Transition(customer, from, to, cause, causeType, timeMillis);
  }
}
