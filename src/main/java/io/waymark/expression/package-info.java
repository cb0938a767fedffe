/**
 * CEL, the Common Expression Language, as mappings, lifecycles and rules use it: which names an
 * expression may use ({@link io.waymark.expression.Vocabulary}), compiled and checked with its
 * mistakes placed in the YAML ({@link io.waymark.expression.Expressions}), evaluated over a {@link
 * io.waymark.expression.Scope}. What is missing is absent, never an error. Source: the CEL
 * specification, cel-spec, with its Java implementation.
 */
@NullMarked
package io.waymark.expression;

import org.jspecify.annotations.NullMarked;
