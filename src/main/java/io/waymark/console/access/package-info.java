/**
 * Tells who asks the console and what they may do: people without a login on this machine, users of
 * a password file, users of an OpenID provider; three roles; sessions; and the checks that keep
 * other sites from acting in a user's name. Knows no web server. Start with {@link
 * io.waymark.console.access.Access}.
 */
@NullMarked
package io.waymark.console.access;

import org.jspecify.annotations.NullMarked;
