/**
 * CEL, the Common Expression Language, for mappings, lifecycles and rules. {@link
 * io.waymark.expression.Vocabulary} declares the names that an expression may use, {@link
 * io.waymark.expression.Expressions} compiles it and places its mistakes in the YAML, and {@link
 * io.waymark.expression.Scope} gives the names their values. A missing value is absent, never an
 * error. An evaluation is bounded by {@link io.waymark.expression.Limits}, in steps, and one that
 * fails is counted. Source: the CEL specification, cel-spec, and its Java library. Start with
 * {@link io.waymark.expression.Expression}.
 */
@NullMarked
package io.waymark.expression;

import org.jspecify.annotations.NullMarked;
