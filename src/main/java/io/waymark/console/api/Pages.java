package io.waymark.console.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages, from the class path. Addresses of the pages' own router, which name no file, get the
 * page that all begin with.
 */
final class Pages {
  private static final String FOLDER = "/console/";
  private static final String INDEX = "index.html";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*\\.[a-z0-9.]+");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json");

  private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

  void answer(Context context) throws AnswerException {
    String name = context.path().substring(1);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type != null && NAME.matcher(name).matches()) {
      byte[] file = file(name);
      if (file != null) {
        context.contentType(type).header("Cache-Control", "no-cache").result(file);
        return;
      }
    }
    if (!isOfRouter(name)) {
      throw AnswerException.missing(
          "nothing has the address " + context.path(), "begin at /, or try /health");
    }
    byte[] index = file(INDEX);
    if (index == null) {
      throw new AnswerException(
          503,
          "The pages are missing",
          "this build holds the console's API without its pages",
          null,
          "build it with `mvn package`; /health and /api answer");
    }
    context.contentType("text/html; charset=utf-8").result(index);
  }

  /** An address of the router has no ending and does not belong to the API. */
  private static boolean isOfRouter(String name) {
    return name.isEmpty()
        || name.matches(
            "(journey|customers|triggers|rules|policy|decisions|deliveries|health-page|login|audit)(/[^.]*)?");
  }

  private byte @Nullable [] file(String name) {
    return files.computeIfAbsent(name, Pages::read).orElse(null);
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a file of our own jar", e);
    }
  }
}
