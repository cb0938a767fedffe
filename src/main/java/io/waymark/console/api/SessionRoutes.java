package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.waymark.console.access.Access;
import io.waymark.console.access.DeniedException;
import io.waymark.console.access.Role;
import io.waymark.console.access.Session;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs people in and out, and answers who is asking. */
final class SessionRoutes {
  /** Known to the browser that began a login with a provider. */
  private static final String DEPARTURE = "waymark-login";

  private static final Duration DEPARTURE_LENGTH = Duration.ofMinutes(10);
  private static final String LOGIN = "/login";

  /**
   * Leads to the first page by a navigation of this site's own: a browser that comes from the
   * provider does not send a cookie of SameSite=Strict on a redirect.
   */
  private static final String ARRIVED =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Waymark</title>"
          + "<meta http-equiv=\"refresh\" content=\"0;url=/\"><p><a href=\"/\">Go on</a></p></html>";

  private final ApiParts parts;
  private final Access access;

  SessionRoutes(ApiParts parts) {
    this.parts = parts;
    this.access = parts.access();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/about", null, this::about),
        Route.post("/api/login", null, this::login),
        Route.post("/api/logout", Role.VIEWER, this::logout),
        Route.get("/login/oidc", null, this::depart),
        Route.get(Access.CALLBACK, null, this::arrive));
  }

  private void about(Call call) {
    Session session = call.sessionIfKnown();
    ObjectNode json =
        Json.object()
            .put("version", parts.version())
            .put("now", parts.clock().instant().toString())
            .put("zone", ZoneId.systemDefault().getId());
    json.putObject("authentication").put("way", access.way().code());
    if (session != null) {
      json.putObject("user")
          .put("name", session.user().name())
          .put("role", session.user().role().code());
      json.put("token", session.token());
    }
    json.putObject("links").put("openapi", ApiDescription.PATH).put("health", "/health");
    call.answer(json);
  }

  private void login(Call call) throws AnswerException, DeniedException {
    Session session = access.login(call.text("name"), call.text("password"));
    setCookie(call.context(), session);
    call.answer(
        Json.object()
            .put("name", session.user().name())
            .put("role", session.user().role().code())
            .put("token", session.token()));
  }

  private void logout(Call call) {
    access.logout(call.session());
    call.context().cookie(cookie(Access.SESSION, "", Duration.ZERO, "/", SameSite.STRICT));
    call.answer(Json.object().put("status", "logged out"));
  }

  private void depart(Call call) throws DeniedException {
    Access.Departure departure = access.depart();
    // The browser comes back from another site, which a strict cookie would not survive.
    call.context()
        .cookie(cookie(DEPARTURE, departure.secret(), DEPARTURE_LENGTH, LOGIN, SameSite.LAX));
    call.context().redirect(departure.address().toString());
  }

  private void arrive(Call call) throws AnswerException, DeniedException {
    Context context = call.context();
    Session session =
        access.arrive(context.cookie(DEPARTURE), call.query("state"), call.query("code"));
    setCookie(context, session);
    context.contentType("text/html; charset=utf-8").result(ARRIVED);
  }

  private void setCookie(Context context, Session session) {
    Duration length = Duration.between(parts.clock().instant(), session.end());
    context.cookie(cookie(Access.SESSION, session.id(), length, "/", SameSite.STRICT));
  }

  private Cookie cookie(
      String name, String value, Duration length, String path, SameSite sameSite) {
    @Nullable String anyDomain = null;
    return new Cookie(
        name, value, path, (int) length.toSeconds(), access.isSecure(), true, anyDomain, sameSite);
  }
}
