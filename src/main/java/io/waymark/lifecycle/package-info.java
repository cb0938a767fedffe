/**
 * The stages and segments of customers: the touchpoints that enter each stage, the moves between
 * stages, the plan of a visit, and the conditions of the segments. {@link
 * io.waymark.lifecycle.LifecycleReader} and {@link io.waymark.lifecycle.SegmentsReader} read the
 * files. The stage of a customer and the transitions that go out are kept elsewhere, in {@code
 * customer}. Start with {@link io.waymark.lifecycle.Lifecycle#next}.
 */
@NullMarked
package io.waymark.lifecycle;

import org.jspecify.annotations.NullMarked;
