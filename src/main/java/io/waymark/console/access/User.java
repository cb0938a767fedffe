package io.waymark.console.access;

/**
 * A person who asks the console.
 *
 * @param name as it stands in the audit
 */
public record User(String name, Role role) {}
