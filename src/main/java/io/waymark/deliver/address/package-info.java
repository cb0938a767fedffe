/**
 * The addresses that a webhook may be sent to. Names are resolved here, once for each connection,
 * and what comes out is checked and connected to, so that a name cannot mean another address a
 * moment later. Start with {@link io.waymark.deliver.address.GuardedResolver}.
 */
@NullMarked
package io.waymark.deliver.address;

import org.jspecify.annotations.NullMarked;
