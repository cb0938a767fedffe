/**
 * Storage of checkpoints whose faults a test chooses. Start with {@link
 * io.waymark.lab.storage.FaultyStorage}.
 */
@NullMarked
package io.waymark.lab.storage;

import org.jspecify.annotations.NullMarked;
