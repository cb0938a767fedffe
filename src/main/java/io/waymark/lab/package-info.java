/**
 * What the product is tried with: benches, the simulated shop, the embedded broker, local clusters.
 * Nothing of it is ever shipped to a cluster.
 */
@NullMarked
package io.waymark.lab;

import org.jspecify.annotations.NullMarked;
