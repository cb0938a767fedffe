package io.waymark.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of a user; each role has those of the roles before it. */
public enum Role {
  /** Sees everything and changes nothing. */
  VIEWER,
  /** Writes, publishes, pauses and rolls back rules. */
  MARKETER,
  /** Has dead letters read again. */
  OPERATOR;

  /** Returns the role of a code. */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }

  /** Returns the form in files, claims and answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether this role has all rights of another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
