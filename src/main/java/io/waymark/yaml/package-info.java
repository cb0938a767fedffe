/**
 * YAML that knows where it stands: every value can say its line and column, so that whoever reads
 * rules, mappings, lifecycles or settings reports all their mistakes at once, each with a caret.
 * Knows nothing of what the texts mean. Start with {@link io.waymark.yaml.Yaml#read}.
 */
@NullMarked
package io.waymark.yaml;

import org.jspecify.annotations.NullMarked;
