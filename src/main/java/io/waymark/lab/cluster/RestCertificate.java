package io.waymark.lab.cluster;

import io.waymark.lab.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate without which Flink's REST interface answers nobody: who reaches its port could
 * end the job, or run code. Server and clients show the same one, and trust no other. The file that
 * holds it and its key is for the owner of the cluster only.
 *
 * @param folder the folder of its own in which it lies, as a PKCS #12 store
 */
record RestCertificate(Path folder) {
  /** No secret: Java wants one, but what protects the key are the permissions of its file. */
  static final String PASSWORD = "waymark";

  private static final String PREFIX = "security.ssl.rest.";

  /** Returns the certificate of the cluster in a folder. */
  static RestCertificate of(Path cluster) {
    return new RestCertificate(cluster.resolve("tls"));
  }

  private Path file() {
    return folder.resolve("rest.p12");
  }

  /** Creates the certificate unless there is one. */
  void create() throws IOException, ClusterException, InterruptedException {
    if (Files.exists(file())) {
      return;
    }
    OwnerOnly.folder(folder);
    Path output = OwnerOnly.file(folder.resolve("keytool.out"));
    int exit =
        new ClusterProcess("keytool", keytool(), Map.of())
            .process(ProcessBuilder.Redirect.to(output.toFile()))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new ClusterException(
          "no certificate can be made for Flink's REST interface; keytool said:\n"
              + Files.readString(output));
    }
    Files.delete(output);
  }

  private List<String> keytool() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "rest",
        "-keyalg",
        "RSA",
        "-keysize",
        "3072",
        "-validity",
        "3650",
        "-dname",
        "CN=Waymark cluster",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-storetype",
        "PKCS12",
        "-keystore",
        file().toString(),
        "-storepass",
        PASSWORD);
  }

  /** Returns the settings of Flink's server and of its own clients. */
  Map<String, String> settings() {
    return Map.of(
        PREFIX + "enabled",
        "true",
        PREFIX + "authentication-enabled",
        "true",
        PREFIX + "keystore",
        file().toString(),
        PREFIX + "keystore-password",
        PASSWORD,
        PREFIX + "key-password",
        PASSWORD,
        PREFIX + "truststore",
        file().toString(),
        PREFIX + "truststore-password",
        PASSWORD);
  }

  /** Returns what a client of ours shows and trusts. */
  SSLContext context() throws IOException {
    char[] password = PASSWORD.toCharArray();
    try (InputStream in = Files.newInputStream(file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file() + " is no usable certificate", e);
    }
  }
}
