package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.model.Problem;
import io.waymark.settings.Settings.UnusableException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the settings of the console; {@link SettingsReaderTest} reads all others. */
class ConsoleSettingsTest {
  private static final String EVERY_KEY =
      """
      console:
        host: 0.0.0.0
        port: 8190
        address: https://waymark.example
        store: jdbc:postgresql://db/waymark
        store-user: waymark
        store-password-file: /run/secrets/db
        keep: 14d
        keep-bytes: 500MB
        users: users.txt
        session: 8h
        oidc-issuer: https://id.example
        oidc-client: console
        oidc-secret-file: /run/secrets/oidc
        oidc-roles: groups
      """;

  @TempDir Path folder;

  @Test
  void takesTheDefaultsOfTheTable() throws Exception {
    Settings settings = SettingsReader.read(null, Map.of());

    assertThat(settings.console())
        .isEqualTo(
            new ConsoleSettings(
                "127.0.0.1",
                8090,
                null,
                "console-data",
                null,
                null,
                Duration.ofDays(30),
                20_000_000_000L,
                null,
                Duration.ofHours(12),
                null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8 GB", "0GB", "20", "20TB", "-1GB", ""})
  void refusesASizeThatIsNone(String size) {
    assertThat(problems(null, Map.of("console.keep-bytes", size)))
        .extracting(Problem::message)
        .containsExactly("'" + size + "' is no size; write 500MB or 20GB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"waymark.example", "ftp://waymark.example", "https://a b", "https://a?q"})
  void refusesAnAddressThatIsNone(String address) {
    assertThat(problems(null, Map.of("console.address", address)))
        .extracting(Problem::message)
        .containsExactly("'" + address + "' is no address; write https://host or http://host:port");
  }

  @Test
  void takesEveryKeyFromAFile() throws Exception {
    checkEveryKey(
        SettingsReader.read(
            Files.writeString(folder.resolve("waymark.yaml"), EVERY_KEY), Map.of()));
  }

  @Test
  void takesEveryKeyFromOptions() throws Exception {
    Map<String, String> options =
        Map.ofEntries(
            Map.entry("console.host", "0.0.0.0"),
            Map.entry("console.port", "8190"),
            Map.entry("console.address", "https://waymark.example"),
            Map.entry("console.store", "jdbc:postgresql://db/waymark"),
            Map.entry("console.store-user", "waymark"),
            Map.entry("console.store-password-file", "/run/secrets/db"),
            Map.entry("console.keep", "14d"),
            Map.entry("console.keep-bytes", "500MB"),
            Map.entry("console.users", "users.txt"),
            Map.entry("console.session", "8h"),
            Map.entry("console.oidc-issuer", "https://id.example"),
            Map.entry("console.oidc-client", "console"),
            Map.entry("console.oidc-secret-file", "/run/secrets/oidc"),
            Map.entry("console.oidc-roles", "groups"));

    checkEveryKey(SettingsReader.read(null, options));
  }

  @Test
  void lacksNoKeyInItsOwnTests() {
    assertThat(SettingsTable.ALL)
        .extracting(Setting::key)
        .filteredOn(key -> key.startsWith("console."))
        .containsExactly(
            "console.host",
            "console.port",
            "console.address",
            "console.store",
            "console.store-user",
            "console.store-password-file",
            "console.keep",
            "console.keep-bytes",
            "console.users",
            "console.session",
            "console.oidc-issuer",
            "console.oidc-client",
            "console.oidc-secret-file",
            "console.oidc-roles");
  }

  private static void checkEveryKey(Settings settings) {
    assertThat(settings.console())
        .isEqualTo(
            new ConsoleSettings(
                "0.0.0.0",
                8190,
                URI.create("https://waymark.example"),
                "jdbc:postgresql://db/waymark",
                "waymark",
                "/run/secrets/db",
                Duration.ofDays(14),
                500_000_000,
                "users.txt",
                Duration.ofHours(8),
                new ConsoleSettings.OpenId(
                    "https://id.example", "console", "/run/secrets/oidc", "groups")));
  }

  private static List<Problem> problems(Path file, Map<String, String> options) {
    return catchThrowableOfType(UnusableException.class, () -> SettingsReader.read(file, options))
        .problems();
  }
}
