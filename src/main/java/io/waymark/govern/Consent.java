package io.waymark.govern;

/**
 * The purpose to which a customer must have consented; {@code consent} in YAML.
 *
 * @param allowsUnknown whether the triggers of a customer may go out who was never heard to consent
 *     or to refuse; a customer whose consent is known and does not name the purpose has refused
 * @param except triggers that need no consent
 */
public record Consent(String purpose, boolean allowsUnknown, Selector except) {}
