package io.waymark.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import io.waymark.Now;
import io.waymark.console.access.DeniedException.Reason;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdProviderTest {
  @TempDir Path folder;
  private final Now clock = new Now(Instant.parse("2026-03-01T12:00:00Z"));
  private FakeProvider provider;
  private Access access;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
    access = access(Map.of());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void sendsTheBrowserToTheProviderWithStateNonceAndChallenge() throws Exception {
    Access.Departure departure = access.depart();

    assertThat(departure.address().toString()).startsWith(provider.issuer() + "/authorize?");
    assertThat(query(departure))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "console")
        .containsEntry("redirect_uri", "https://waymark.example/login/oidc/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
  }

  @Test
  void opensASessionForTheUserOfTheToken() throws Exception {
    provider.claims = right -> right.claim("roles", List.of("other", "viewer", "marketer"));

    Session session = arrive(access.depart());

    assertThat(session.user()).isEqualTo(new User("ann", Role.MARKETER));
    assertThat(access.session(new Inquiry(false, "waymark.example", null, null, session.id())))
        .isPresent();
  }

  @Test
  void takesNoLoginThatAnotherBrowserBegan() throws Exception {
    Access.Departure departure = access.depart();
    Map<String, String> request = query(departure);
    String code = provider.code(request);

    for (String secret : new String[] {null, "guess"}) {
      assertDenied(Reason.LOGIN_NEEDED, () -> access.arrive(secret, request.get("state"), code));
    }
    assertDenied(Reason.LOGIN_NEEDED, () -> access.arrive(departure.secret(), "other state", code));
  }

  @Test
  void takesALoginOnceAndForTenMinutes() throws Exception {
    Access.Departure used = access.depart();
    arrive(used);
    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(used));

    Access.Departure late = access.depart();
    clock.pass(PendingLogins.LENGTH.plusSeconds(1));
    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(late));
  }

  /** A provider changes its keys now and then. */
  @Test
  void takesATokenThatIsSignedWithANewKey() throws Exception {
    arrive(access.depart());
    provider.signWith(new RSAKeyGenerator(2048).keyID("k2").generate());

    assertThat(arrive(access.depart()).user().name()).isEqualTo("ann");
  }

  @Test
  void refusesATokenThatSomebodyElseSigned() throws Exception {
    provider.signUnpublished(new RSAKeyGenerator(2048).keyID("k1").generate());

    assertRefusedToken();
  }

  @Test
  void refusesATokenForAnotherClientOfAnotherIssuerOrThatIsExpired() throws Exception {
    provider.claims = right -> right.audience("payroll");
    assertRefusedToken();

    provider.claims = right -> right.issuer("https://id.example");
    assertRefusedToken();

    provider.claims =
        right ->
            right
                .issueTime(Date.from(Instant.now().minusSeconds(7_200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(3_600)));
    assertRefusedToken();
  }

  /** A provider that announces them does not make them good. */
  @Test
  void refusesATokenWithoutASignatureOrSignedWithTheClientsSecret() throws Exception {
    provider.algorithms = List.of("none", "HS256", "RS256");
    provider.maker = claims -> new PlainJWT(claims).serialize();
    assertRefusedToken();

    provider.maker =
        FakeProvider.signed(JWSAlgorithm.HS256, null, new MACSigner(FakeProvider.SECRET));
    assertRefusedToken();
  }

  /** The public key is known to everybody, and so is a text that is signed with it by HMAC. */
  @Test
  void refusesATokenThatIsSignedWithThePublicKeyAsASecret() throws Exception {
    byte[] key = provider.published.get(0).toRSAKey().toRSAPublicKey().getEncoded();
    provider.algorithms = List.of("HS256", "RS256");
    provider.maker = FakeProvider.signed(JWSAlgorithm.HS256, "k1", new MACSigner(key));

    assertRefusedToken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256"})
  void takesTheAlgorithmsThatTheProviderAnnounces(String algorithm) throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    boolean isOfCurve = algorithm.equals("ES256");
    provider.published = List.of(rsa.toPublicJWK(), ec.toPublicJWK());
    provider.algorithms = List.of(algorithm);
    provider.maker =
        FakeProvider.signed(
            JWSAlgorithm.parse(algorithm),
            isOfCurve ? "e" : "r",
            isOfCurve ? new ECDSASigner(ec) : new RSASSASigner(rsa));

    assertThat(arrive(access.depart()).user().name()).isEqualTo("ann");
  }

  @Test
  void refusesAnAlgorithmThatTheProviderDoesNotAnnounce() throws Exception {
    provider.algorithms = List.of("ES256");
    assertRefusedToken();

    provider.algorithms = List.of("HS256");
    access = access(Map.of());
    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOf(DeniedException.class)
        .hasMessage("the provider signs ID tokens with [HS256] only");
  }

  @Test
  void refusesAnAnswerWithoutAToken() throws Exception {
    provider.hasIdToken = false;

    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOf(DeniedException.class)
        .hasMessage("the provider gave no ID token; its client must be one of OpenID Connect");
  }

  @Test
  void refusesATokenOfAnotherLogin() throws Exception {
    Access.Departure departure = access.depart();
    Map<String, String> request = query(departure);
    Map<String, String> other = new HashMap<>(request);
    other.put("nonce", "of another login");

    assertDenied(
        Reason.LOGIN_NEEDED,
        () -> access.arrive(departure.secret(), request.get("state"), provider.code(other)));
  }

  @Test
  void refusesAUserWithoutARole() {
    provider.claims = right -> right.claim("roles", List.of("accounting"));

    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOf(DeniedException.class)
        .hasMessage("the provider gives you no role here");
  }

  @Test
  void findsRolesInAClaimOfAClaimAndInATextWithBlanks() throws Exception {
    access = access(Map.of("console.oidc-roles", "realm_access.roles"));
    provider.claims =
        right -> right.claim("realm_access", Map.of("roles", List.of("offline", "viewer")));
    assertThat(arrive(access.depart()).user().role()).isEqualTo(Role.VIEWER);

    access = access(Map.of("console.oidc-roles", "https://waymark.example/roles"));
    provider.claims = right -> right.claim("https://waymark.example/roles", "viewer  operator");
    assertThat(arrive(access.depart()).user().role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void needsNoSecretWhereTheProviderGaveNone() throws Exception {
    provider.needsSecret = false;
    access = access(Map.of("console.oidc-secret-file", ""));

    assertThat(arrive(access.depart()).user().name()).isEqualTo("ann");
  }

  @Test
  void saysThatTheClientSecretIsWrongOrGone() throws Exception {
    Files.writeString(folder.resolve("secret"), "wrong");
    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(access.depart()));

    Files.delete(folder.resolve("secret"));
    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOf(DeniedException.class)
        .hasMessage("the console cannot read the secret that it has with the provider");
  }

  @Test
  void saysThatTheProviderIsAwayAndAsksAgain() throws Exception {
    String issuer = provider.issuer();
    int port = provider.port();
    provider.close();

    assertThatThrownBy(() -> access.depart())
        .isInstanceOf(DeniedException.class)
        .hasMessageStartingWith("the provider " + issuer + " does not answer as it should");

    provider = new FakeProvider(port);
    assertThat(arrive(access.depart()).user().name()).isEqualTo("ann");
  }

  /** Anybody may begin a login, and each that waits holds a thread of the server. */
  @Test
  void letsFewWaitForAProviderThatHangs() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    ExecutorService people = Executors.newCachedThreadPool();
    provider.before = () -> await(end);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(people.submit(() -> isTooMany(refused)));
    }
    refused.await();
    end.countDown();
    int tooMany = 0;
    for (Future<Boolean> each : all) {
      tooMany += each.get() ? 1 : 0;
    }
    people.shutdown();

    assertThat(tooMany).isBetween(1, 12);
    assertThat(access.depart().address()).isNotNull();
  }

  private boolean isTooMany(CountDownLatch refused) {
    try {
      access.depart();
      return false;
    } catch (DeniedException e) {
      assertThat(e.reason()).isEqualTo(Reason.TOO_MANY);
      refused.countDown();
      return true;
    }
  }

  @Test
  void givesAProviderUpThatHangsWhenItIsAskedForTheToken() throws Exception {
    Access.Departure departure = access.depart();
    CountDownLatch end = new CountDownLatch(1);
    provider.before = () -> await(end);

    assertThatThrownBy(() -> arrive(departure))
        .isInstanceOf(DeniedException.class)
        .hasMessageContaining("does not answer as it should");
    end.countDown();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertRefusedToken() {
    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOfSatisfying(
            DeniedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOGIN_NEEDED))
        .hasMessageStartingWith("the provider's token is not valid: ");
  }

  private Session arrive(Access.Departure departure) throws Exception {
    Map<String, String> request = query(departure);
    return access.arrive(departure.secret(), request.get("state"), provider.code(request));
  }

  private static Map<String, String> query(Access.Departure departure) {
    return FakeProvider.query(departure.address().getRawQuery());
  }

  private Access access(Map<String, String> options) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), FakeProvider.SECRET + "\n");
    Map<String, String> all = new HashMap<>();
    all.put("console.oidc-issuer", provider.issuer());
    all.put("console.oidc-client", FakeProvider.CLIENT);
    all.put("console.oidc-secret-file", file.toString());
    all.put("console.address", "https://waymark.example");
    all.putAll(options);
    return Access.of(SettingsReader.with(all).console(), clock);
  }

  private static void assertDenied(Reason reason, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(DeniedException.class)
        .extracting(e -> ((DeniedException) e).reason())
        .isEqualTo(reason);
  }
}
