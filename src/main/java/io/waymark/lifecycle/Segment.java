package io.waymark.lifecycle;

import io.waymark.expression.Expression;

/**
 * A named group of customers.
 *
 * @param title for people
 * @param where over {@code customer.*}
 */
public record Segment(String name, String title, Expression where) {}
