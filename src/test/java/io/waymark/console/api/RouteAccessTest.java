package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.access.Access;
import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tries every route without a login, and with a role that is too small. */
class RouteAccessTest {
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  @RegisterExtension final Served served = new Served();
  private List<Route> guarded;

  @BeforeEach
  void start() throws Exception {
    StringBuilder users = new StringBuilder();
    for (Role role : Role.values()) {
      users.append(Users.line(new User(role.code(), role), PASSWORD)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("users.txt"), users);
    served.restart(Map.of("console.users", file.toString()));
    guarded =
        Routes.of(served.parts(), new LiveEvents(served.parts())).stream()
            .filter(route -> route.needed() != null)
            .toList();
    assertThat(guarded).hasSizeGreaterThan(20);
  }

  @Test
  void needNoLoginForFourRoutesOnly() {
    assertThat(Routes.of(served.parts(), new LiveEvents(served.parts())))
        .filteredOn(route -> route.needed() == null)
        .extracting(Route::path)
        .containsExactlyInAnyOrder(
            "/api/about", "/api/login", "/login/oidc", "/login/oidc/callback");
  }

  @Test
  void refuseEverybodyWithoutALogin() throws Exception {
    for (Route route : guarded) {
      assertThat(status(route, "x")).as(route.path()).isEqualTo(401);
    }
  }

  @Test
  void refuseEachRoleThatIsTooSmall() throws Exception {
    for (Role role : Role.values()) {
      served.login(role.code(), PASSWORD);
      String token = token();
      List<Route> above = guarded.stream().filter(route -> !role.includes(route.needed())).toList();
      assertThat(above.isEmpty()).isEqualTo(role == Role.OPERATOR);
      for (Route route : above) {
        assertThat(status(route, token)).as(role + " " + route.path()).isEqualTo(403);
      }
    }
  }

  @Test
  void refuseWritesWithoutTheTokenWhateverTheRole() throws Exception {
    served.login("operator", PASSWORD);

    List<Route> writes = guarded.stream().filter(Route::isWrite).toList();

    assertThat(writes).hasSizeGreaterThan(8);
    for (Route route : writes) {
      assertThat(status(route, "wrong")).as(route.path()).isEqualTo(403);
    }
  }

  @Test
  void admitTheRoleThatIsNeeded() throws Exception {
    for (Role role : Role.values()) {
      served.login(role.code(), PASSWORD);
      String token = token();
      for (Route route : guarded) {
        boolean isStream = route.path().equals("/api/events");
        boolean ends = route.path().equals("/api/logout");
        if (role.includes(route.needed()) && !isStream && !ends) {
          assertThat(status(route, token)).as(role + " " + route.path()).isNotIn(401, 403);
        }
      }
    }
  }

  @Test
  void setACookieThatNoScriptReadsAndNoOtherSiteSends() throws Exception {
    HttpResponse<String> answer =
        served.post("/api/login", "{\"name\": \"viewer\", \"password\": \"" + PASSWORD + "\"}");

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("waymark-session=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
  }

  @Test
  void endTheSessionAtLogout() throws Exception {
    served.login("viewer", PASSWORD);
    assertThat(served.get("/api/rules").statusCode()).isEqualTo(200);

    assertThat(served.post("/api/logout", "{}").statusCode()).isEqualTo(200);

    assertThat(served.get("/api/rules").statusCode()).isEqualTo(401);
  }

  @Test
  void answerHealthWithoutALogin() throws Exception {
    assertThat(served.get("/health").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  private String token() throws Exception {
    return Served.json(served.get("/api/about")).path("token").asText();
  }

  private int status(Route route, String token) throws Exception {
    HttpRequest.Builder request = served.request(route.path().replaceAll("\\{[a-z]+}", "x"));
    if (route.isWrite()) {
      request
          .header("Origin", served.address())
          .header(Access.TOKEN, token)
          .POST(BodyPublishers.ofString("{}"));
    }
    return served.send(request).statusCode();
  }
}
