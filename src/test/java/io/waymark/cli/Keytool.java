package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keys and certificates for one test, made by the JDK's {@code keytool} in the test's folder.
 *
 * @param keys PKCS12, of a broker at 127.0.0.1
 * @param certificate PEM, what a client trusts that trusts this broker
 */
public record Keytool(Path keys, Path certificate) {
  public static final String PASSWORD = "of-the-keystore";

  /** Makes a key whose certificate is signed by itself. */
  public static Keytool make(Path folder, String name) throws Exception {
    Path keys = folder.resolve(name + ".p12");
    Path certificate = folder.resolve(name + ".pem");
    run(
        keys,
        "-genkeypair -storetype PKCS12 -alias broker -keyalg EC -groupname secp256r1 -validity 2"
            + " -dname CN="
            + name
            + " -ext SAN=ip:127.0.0.1");
    run(keys, "-exportcert -rfc -alias broker -file " + certificate);
    return new Keytool(keys, certificate);
  }

  /** Runs a command of the JDK's {@code keytool} on a store of keys. */
  public static void run(Path keys, String command) throws Exception {
    List<String> store = List.of("-keystore", keys.toString(), "-storepass", PASSWORD);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> all =
        Stream.of(List.of(keytool), List.of(command.split(" ")), store)
            .flatMap(List::stream)
            .toList();
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
