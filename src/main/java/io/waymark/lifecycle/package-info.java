/**
 * The stage machine: which stages there are, what enters each and which moves are allowed. {@link
 * io.waymark.lifecycle.LifecycleReader} reads the file, {@link io.waymark.lifecycle.Lifecycle#next}
 * answers the one question. What a customer's stage is, and that a transition goes out, is not
 * known here.
 */
@NullMarked
package io.waymark.lifecycle;

import org.jspecify.annotations.NullMarked;
