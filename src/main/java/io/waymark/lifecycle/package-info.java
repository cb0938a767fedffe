/**
 * The stage machine: the stages, the touchpoints that enter each and the moves between them. {@link
 * io.waymark.lifecycle.LifecycleReader} reads the file. The stage of a customer and the transitions
 * that go out are kept elsewhere, in {@code customer}. Start with {@link
 * io.waymark.lifecycle.Lifecycle#next}.
 */
@NullMarked
package io.waymark.lifecycle;

import org.jspecify.annotations.NullMarked;
