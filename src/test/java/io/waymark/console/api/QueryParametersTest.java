package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.waymark.console.access.DeniedException;
import io.waymark.console.access.Role;
import io.waymark.console.access.Session;
import io.waymark.console.access.User;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The description of the API names the parameters of queries that routes read, and no other. */
class QueryParametersTest {
  /** A stream, which needs a connection and has no parameters. */
  private static final String STREAM = "/api/events";

  /** Values that are good for every route that has the parameter. */
  private static final Map<String, String> VALUES =
      Map.of(
          "limit", "5",
          "since", "2026-03-01T12:00:00Z",
          "window", "day",
          "compare", "before",
          "goal", "purchase",
          "customer", "k1",
          "after", "0");

  @RegisterExtension final Served served = new Served();
  private final Set<String> read = new TreeSet<>();

  @BeforeEach
  void fill() {
    OpenApiAnswersTest.fill(served);
  }

  @Test
  void areThoseThatRoutesRead() throws Exception {
    Map<String, Set<String>> described = new TreeMap<>();
    Map<String, Set<String>> actual = new TreeMap<>();
    for (Route route : Routes.of(served.parts(), new LiveEvents(served.parts()))) {
      if (route.isWrite() || route.path().equals(STREAM)) {
        continue;
      }
      described.put(route.path(), described(route));
      actual.put(route.path(), read(route));
    }

    assertThat(actual).hasSizeGreaterThan(20).isEqualTo(described);
    assertThat(actual.values().stream().flatMap(Set::stream)).contains("compare", "since", "who");
  }

  @Test
  void areNoneWhereABodyIsRead() {
    assertThat(Described.operations().keySet()).anyMatch(name -> name.startsWith("post "));
    Described.operations()
        .forEach(
            (name, operation) -> {
              if (name.startsWith("post ")) {
                assertThat(queryParameters(operation)).as(name).isEmpty();
              }
            });
  }

  private static Set<String> described(Route route) {
    JsonNode operation = Described.operations().get("get " + route.path());
    assertThat(operation).as(route.path()).isNotNull();
    return queryParameters(operation);
  }

  private static Set<String> queryParameters(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  /** Returns the parameters that a route reads when it answers. */
  private Set<String> read(Route route) throws Exception {
    read.clear();
    Session session = new Session("", new User("ann", Role.OPERATOR), "", Instant.MAX);
    try {
      route.answerer().answer(new Call(context(), session));
    } catch (DeniedException e) {
      // There is no provider here to log in with; the parameters were read before.
      assertThat(route.path()).startsWith("/login/oidc");
    }
    return new TreeSet<>(read);
  }

  /** Returns a request that has each parameter, and remembers which ones are read. */
  private Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "queryParam" -> value((String) arguments[0]);
                  case "pathParam" -> pathValue((String) arguments[0]);
                  case "header" -> arguments.length == 1 ? null : proxy;
                  case "contentType", "result", "status", "redirect" -> proxy;
                  case "cookie" -> arguments[0] instanceof String ? null : proxy;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  private String value(String name) {
    read.add(name);
    return VALUES.getOrDefault(name, "all");
  }

  private static String pathValue(String name) {
    return switch (name) {
      case "key" -> "k1";
      case "version" -> "v1";
      default -> "r";
    };
  }
}
