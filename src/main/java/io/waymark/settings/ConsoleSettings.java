package io.waymark.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the console, which the job does not use.
 *
 * @param host where it listens
 * @param port 0 for a free one
 * @param address under which browsers reach it, where that is another than host and port; null for
 *     none
 * @param store a folder, or the URL of a PostgreSQL by JDBC
 * @param storeUser the user of a PostgreSQL; null for none
 * @param storePasswordFile the file with the password of that user; null for none
 * @param keep how long rows are kept
 * @param keepBytes how many bytes rows may take; the oldest days go first
 * @param users the password file; null for none
 * @param session how long a login lasts
 * @param openId the provider of identities; null for none
 */
public record ConsoleSettings(
    String host,
    int port,
    @Nullable URI address,
    String store,
    @Nullable String storeUser,
    @Nullable String storePasswordFile,
    Duration keep,
    long keepBytes,
    @Nullable String users,
    Duration session,
    @Nullable OpenId openId) {
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  /**
   * A provider of identities by OpenID Connect.
   *
   * @param client the id that the provider gave the console
   * @param secretFile the file with the secret that the provider gave the console; null for none
   * @param roles the claim that holds a user's roles
   */
  public record OpenId(String issuer, String client, @Nullable String secretFile, String roles) {}

  /** Returns whether it listens on the loopback address of this machine alone. */
  public boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /** Returns the same settings with another place to listen. */
  public ConsoleSettings listening(String otherHost, int otherPort) {
    return new ConsoleSettings(
        otherHost,
        otherPort,
        address,
        store,
        storeUser,
        storePasswordFile,
        keep,
        keepBytes,
        users,
        session,
        openId);
  }

  /** Returns whether rows are in a PostgreSQL, not in files of SQLite. */
  public boolean isPostgres() {
    return store.startsWith(POSTGRES);
  }

  /**
   * Returns the secret in a file, without the line breaks at its end.
   *
   * @throws IOException if it cannot be read, or is empty; the message says what to do
   */
  public static String secretIn(String file) throws IOException {
    String secret = Files.readString(Path.of(file)).replaceAll("[\r\n]+$", "");
    if (secret.isEmpty()) {
      throw new IOException("the file " + file + " is empty; write the secret into it");
    }
    return secret;
  }
}
