package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A rule as it was pushed, in the order of the rules topic. Produced by the rule source, consumed
 * and kept by the journey operator.
 *
 * @param id the key it was pushed with, which must be the rule's own id
 * @param text the YAML; null to remove the rule
 * @param origin where it was pushed, for its author: a file or a topic with partition and offset
 * @param offset the place in the topic, from 0
 */
public record RuleText(String id, @Nullable String text, String origin, long offset)
    implements Directive {}
