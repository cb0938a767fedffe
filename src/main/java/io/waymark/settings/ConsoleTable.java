package io.waymark.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the console, the last ones of {@link SettingsTable}. */
final class ConsoleTable {
  static final Setting<String> HOST =
      new Setting<>(
          "console.host",
          "address",
          "127.0.0.1",
          "where the console listens; beyond this machine it needs a login",
          Parser.name("an address to listen on is not blank"));
  static final Setting<Integer> PORT =
      new Setting<>(
          "console.port",
          "number",
          "8090",
          "the port of the console; 0 for a free one",
          Parser.integer(0, 65_535));
  static final Setting<String> ADDRESS =
      new Setting<>(
          "console.address",
          "URL",
          "",
          "under which browsers reach the console, where that is another, such as https://waymark.example",
          Parser.address());
  static final Setting<String> STORE =
      new Setting<>(
          "console.store",
          "folder or JDBC URL",
          "console-data",
          "where the console keeps its rows: a folder for SQLite, or jdbc:postgresql://host/database",
          Parser.name("the store is a folder, or the URL of a PostgreSQL"));
  static final Setting<String> STORE_USER =
      new Setting<>("console.store-user", "text", "", "user of the PostgreSQL", Parser.text());
  static final Setting<String> STORE_PASSWORD_FILE =
      new Setting<>(
          "console.store-password-file",
          "file",
          "",
          "file with the password of that user",
          Parser.text());
  static final Setting<Duration> KEEP =
      new Setting<>(
          "console.keep",
          "duration",
          "30d",
          "how long the console keeps touchpoints, triggers and decisions",
          Parser.duration());
  static final Setting<Long> KEEP_BYTES =
      new Setting<>(
          "console.keep-bytes",
          "bytes",
          "20GB",
          "how much space its rows may take; the oldest days go first",
          Parser.bytes());
  static final Setting<String> USERS =
      new Setting<>(
          "console.users",
          "file",
          "",
          "users, each with a role and a password; lines of `waymark console user`",
          Parser.text());
  static final Setting<Duration> SESSION =
      new Setting<>(
          "console.session", "duration", "12h", "how long a login lasts", Parser.duration());
  static final Setting<String> ISSUER =
      new Setting<>(
          "console.oidc-issuer",
          "URL",
          "",
          "provider of identities by OpenID Connect, in place of console.users",
          Parser.address());
  static final Setting<String> CLIENT =
      new Setting<>(
          "console.oidc-client",
          "text",
          "waymark",
          "the id that the provider gave the console",
          Parser.text());
  static final Setting<String> CLIENT_SECRET_FILE =
      new Setting<>(
          "console.oidc-secret-file",
          "file",
          "",
          "file with the secret that the provider gave the console",
          Parser.text());
  static final Setting<String> ROLES =
      new Setting<>(
          "console.oidc-roles",
          "claim",
          "roles",
          "the claim with a user's roles: viewer, marketer, operator",
          Parser.text());

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          ADDRESS,
          STORE,
          STORE_USER,
          STORE_PASSWORD_FILE,
          KEEP,
          KEEP_BYTES,
          USERS,
          SESSION,
          ISSUER,
          CLIENT,
          CLIENT_SECRET_FILE,
          ROLES);

  private ConsoleTable() {}

  /** Reads the settings by a function that gives each its value. */
  static ConsoleSettings read(Values values) {
    String issuer = orNull(values.of(ISSUER));
    return new ConsoleSettings(
        values.of(HOST),
        values.of(PORT),
        uri(orNull(values.of(ADDRESS))),
        values.of(STORE),
        orNull(values.of(STORE_USER)),
        orNull(values.of(STORE_PASSWORD_FILE)),
        values.of(KEEP),
        values.of(KEEP_BYTES),
        orNull(values.of(USERS)),
        values.of(SESSION),
        issuer == null
            ? null
            : new ConsoleSettings.OpenId(
                issuer,
                values.of(CLIENT),
                orNull(values.of(CLIENT_SECRET_FILE)),
                values.of(ROLES)));
  }

  /** Gives a setting its value. */
  interface Values {
    <T> T of(Setting<T> setting);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable URI uri(@Nullable String text) {
    return text == null ? null : URI.create(text);
  }
}
