package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.access.Access;
import io.waymark.console.access.FakeProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logs in as a browser does: from the console to the provider and back. */
class OpenIdLoginTest {
  private static final String ADDRESS = "https://waymark.example";

  @RegisterExtension final Served served = new Served();

  @TempDir Path folder;
  private final HttpClient browser = HttpClient.newHttpClient();
  private FakeProvider provider;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
    Path secret = Files.writeString(folder.resolve("secret"), FakeProvider.SECRET);
    served.restart(
        Map.of(
            "console.oidc-issuer",
            provider.issuer(),
            "console.oidc-client",
            FakeProvider.CLIENT,
            "console.oidc-secret-file",
            secret.toString(),
            "console.address",
            ADDRESS));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void opensASessionThatReadsAndWrites() throws Exception {
    HttpResponse<String> departure = get(served.address() + "/login/oidc", null);
    HttpResponse<String> arrival = get(back(departure), cookie(departure));
    HttpResponse<String> about = get(served.address() + "/api/about", cookie(arrival));
    JsonNode user = Served.json(about).path("user");
    HttpResponse<String> logout = logout(about, cookie(arrival));

    assertThat(departure.statusCode()).isEqualTo(302);
    assertThat(attributes(departure))
        .contains("Path=/login", "Secure", "HttpOnly", "SameSite=Lax")
        .anyMatch(each -> each.startsWith("waymark-login="));
    assertThat(arrival.statusCode()).as(arrival.body()).isEqualTo(200);
    assertThat(arrival.body()).contains("url=/");
    assertThat(attributes(arrival))
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
        .anyMatch(each -> each.startsWith(Access.SESSION + "="));
    assertThat(user.path("name").asText()).isEqualTo("ann");
    assertThat(user.path("role").asText()).isEqualTo("marketer");
    assertThat(logout.statusCode()).as(logout.body()).isEqualTo(200);
    assertThat(get(served.address() + "/api/rules", cookie(arrival)).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesAStateOfAnotherLogin() throws Exception {
    HttpResponse<String> departure = get(served.address() + "/login/oidc", null);
    String back = back(departure).replaceFirst("state=[^&]*", "state=of-another-login");

    assertRefused(get(back, cookie(departure)));
  }

  @Test
  void refusesABrowserThatDidNotBegin() throws Exception {
    String back = back(get(served.address() + "/login/oidc", null));

    assertRefused(get(back, null));
    assertRefused(get(back, "waymark-login=guess"));
  }

  @Test
  void takesAnArrivalOnce() throws Exception {
    HttpResponse<String> departure = get(served.address() + "/login/oidc", null);
    String back = back(departure);

    assertThat(get(back, cookie(departure)).statusCode()).isEqualTo(200);
    assertRefused(get(back, cookie(departure)));
  }

  @Test
  void saysThatTheProviderLetsNobodyIn() throws Exception {
    provider.refusal = "access_denied";
    HttpResponse<String> departure = get(served.address() + "/login/oidc", null);

    HttpResponse<String> arrival = get(back(departure), cookie(departure));

    assertRefused(arrival);
    assertThat(Served.json(arrival).path("detail").asText())
        .isEqualTo("the provider did not let you in");
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  /** Follows the redirect to the provider, and returns where that sends the browser back to. */
  private String back(HttpResponse<String> departure) throws Exception {
    HttpResponse<String> atProvider =
        get(departure.headers().firstValue("Location").orElseThrow(), null);
    String back = atProvider.headers().firstValue("Location").orElseThrow();
    assertThat(back).startsWith(ADDRESS + "/login/oidc/callback?");
    // A proxy stands between the address and the console.
    return served.address() + back.substring(ADDRESS.length());
  }

  private HttpResponse<String> get(String address, @Nullable String cookie) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)), cookie);
  }

  private HttpResponse<String> logout(HttpResponse<String> about, String cookie) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(served.address() + "/api/logout"))
            .header("Origin", ADDRESS)
            .header(Access.TOKEN, Served.json(about).path("token").asText())
            .POST(BodyPublishers.noBody()),
        cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, @Nullable String cookie)
      throws Exception {
    HttpRequest.Builder sent = cookie == null ? request : request.header("Cookie", cookie);
    return browser.send(sent.build(), BodyHandlers.ofString());
  }

  /** Returns the cookie that an answer sets, with its attributes. */
  private static List<String> attributes(HttpResponse<String> answer) {
    return List.of(answer.headers().firstValue("Set-Cookie").orElseThrow().split("; *", -1));
  }

  private static String cookie(HttpResponse<String> answer) {
    return attributes(answer).get(0);
  }
}
