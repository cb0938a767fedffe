package io.waymark.deliver.webhook;

import io.waymark.cli.Keytool;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that clients of tests trust, and the receivers that it certifies. */
final class Certificates {
  private static final String KEY = "-genkeypair -keyalg EC -groupname secp256r1 ";

  private final Path folder;
  private final Path authority;
  private final Path trusted;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    this.authority = folder.resolve("authority.p12");
    this.trusted = folder.resolve("authority.pem");
    Keytool.run(authority, KEY + "-alias authority -validity 30 -dname CN=authority -ext bc:c");
    Keytool.run(authority, "-exportcert -rfc -alias authority -file " + trusted);
  }

  /** Returns what a receiver with a certificate of the authority speaks TLS with. */
  SSLContext receiver(String name, String host, String firstDay) throws Exception {
    Path keys = folder.resolve(name + ".p12");
    Path request = folder.resolve(name + ".csr");
    Path certificate = folder.resolve(name + ".pem");
    Keytool.run(keys, KEY + "-alias receiver -validity 30 -dname CN=" + name);
    Keytool.run(keys, "-certreq -alias receiver -file " + request);
    Keytool.run(
        authority,
        "-gencert -rfc -alias authority -validity 2 -startdate "
            + firstDay
            + " -ext SAN="
            + host
            + " -infile "
            + request
            + " -outfile "
            + certificate);
    Keytool.run(keys, "-importcert -noprompt -alias authority -file " + trusted);
    Keytool.run(keys, "-importcert -noprompt -alias receiver -file " + certificate);
    return receiver(keys);
  }

  /** Returns what a receiver speaks TLS with whose certificate nobody has signed but itself. */
  SSLContext selfSigned() throws Exception {
    return receiver(Keytool.make(folder, "self-signed").keys());
  }

  /** Returns what a client trusts the authority with. */
  SSLContext client() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(trusted)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static SSLContext receiver(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), Keytool.PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, Keytool.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
