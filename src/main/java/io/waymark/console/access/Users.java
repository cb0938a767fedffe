package io.waymark.console.access;

import java.util.Optional;

/** Makes the lines of a password file. */
public final class Users {
  /** The length of a password: NIST SP 800-63B asks for 8 at least. */
  public static final int LEAST_PASSWORD = 8;

  private Users() {}

  /** Returns what is wrong with a name and a password; empty where they can be used. */
  public static Optional<String> problem(String name, String password) {
    if (!PasswordFile.isName(name)) {
      return Optional.of("a name has 1 to 64 characters, none of them ':', '#' or a space");
    }
    return password.length() < LEAST_PASSWORD
        ? Optional.of("a password has at least " + LEAST_PASSWORD + " characters")
        : Optional.empty();
  }

  /** Returns the line of a user. */
  public static String line(User user, String password) {
    return PasswordFile.line(user, password);
  }
}
