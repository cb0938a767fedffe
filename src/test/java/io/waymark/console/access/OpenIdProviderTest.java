package io.waymark.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Now;
import io.waymark.console.access.DeniedException.Reason;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenIdProviderTest {
  @TempDir Path folder;
  private final Now clock = new Now(Instant.parse("2026-03-01T12:00:00Z"));
  private FakeProvider provider;
  private Access access;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
    access = access(FakeProvider.SECRET);
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
    provider.roles = List.of("other", "viewer", "marketer");

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

  @Test
  void refusesATokenThatSomebodyElseSigned() throws Exception {
    provider.signWithAnotherKey();

    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(access.depart()));
  }

  @Test
  void refusesATokenForAnotherClient() throws Exception {
    provider.audience = "payroll";

    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(access.depart()));
  }

  @Test
  void refusesATokenOfAnotherLogin() throws Exception {
    Access.Departure departure = access.depart();
    Map<String, String> request = query(departure);
    Map<String, String> other = new java.util.HashMap<>(request);
    other.put("nonce", "of another login");

    assertDenied(
        Reason.LOGIN_NEEDED,
        () -> access.arrive(departure.secret(), request.get("state"), provider.code(other)));
  }

  @Test
  void refusesAUserWithoutARole() {
    provider.roles = List.of("accounting");

    assertThatThrownBy(() -> arrive(access.depart()))
        .isInstanceOf(DeniedException.class)
        .hasMessage("the provider gives you no role here");
  }

  @Test
  void saysThatTheClientSecretIsWrong() throws Exception {
    access = access("wrong");

    assertDenied(Reason.LOGIN_NEEDED, () -> arrive(access.depart()));
  }

  @Test
  void saysThatTheProviderIsAwayAndAsksAgain() throws Exception {
    String issuer = provider.issuer();
    provider.close();

    assertThatThrownBy(() -> access.depart())
        .isInstanceOf(DeniedException.class)
        .hasMessageStartingWith("the provider " + issuer + " does not answer as it should");
  }

  private Session arrive(Access.Departure departure) throws Exception {
    Map<String, String> request = query(departure);
    return access.arrive(departure.secret(), request.get("state"), provider.code(request));
  }

  private static Map<String, String> query(Access.Departure departure) {
    return FakeProvider.query(departure.address().getRawQuery());
  }

  private Access access(String secret) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
    return Access.of(
        SettingsReader.with(
                Map.of(
                    "console.oidc-issuer",
                    provider.issuer(),
                    "console.oidc-client",
                    FakeProvider.CLIENT,
                    "console.oidc-secret-file",
                    file.toString(),
                    "console.address",
                    "https://waymark.example"))
            .console(),
        clock);
  }

  private static void assertDenied(
      Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(DeniedException.class)
        .extracting(e -> ((DeniedException) e).reason())
        .isEqualTo(reason);
  }
}
