/**
 * The surroundings in which the product is tried: benches, the simulated shop, the embedded broker,
 * local clusters. Nothing of them is ever shipped to a cluster. At the top lies what all of them
 * need to find a free port and to wait.
 */
@NullMarked
package io.waymark.lab;

import org.jspecify.annotations.NullMarked;
