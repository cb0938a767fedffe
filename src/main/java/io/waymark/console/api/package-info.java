/**
 * The console over HTTP: pages, a JSON API under {@code /api} that {@code console/openapi.yaml}
 * describes, and server-sent events. Each route says which role may ask for it. Start with {@link
 * io.waymark.console.api.ApiServer}.
 */
@NullMarked
package io.waymark.console.api;

import org.jspecify.annotations.NullMarked;
