package io.waymark.console.api;

import io.waymark.console.access.Role;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Answers with the description of the API. */
final class ApiDescription {
  static final String PATH = "/api/openapi.yaml";

  private static final String FILE = "/console/openapi.yaml";

  private ApiDescription() {}

  static List<Route> routes() {
    return List.of(Route.get(PATH, Role.VIEWER, ApiDescription::answer));
  }

  private static void answer(Call call) throws IOException {
    try (InputStream in = ApiDescription.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE + " of our own jar");
      }
      call.context()
          .contentType("application/yaml")
          .header("Cache-Control", "no-cache")
          .result(in.readAllBytes());
    }
  }
}
