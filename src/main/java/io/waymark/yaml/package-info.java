/**
 * YAML with positions: every value knows its line and column, so that the readers of rules,
 * mappings, lifecycles and settings report all problems at once, each with a caret. The notation of
 * durations and the guess at misspelt words are here too, because all these texts share them. The
 * meaning of a text is unknown here. Start with {@link io.waymark.yaml.Yaml#read}.
 */
@NullMarked
package io.waymark.yaml;

import org.jspecify.annotations.NullMarked;
