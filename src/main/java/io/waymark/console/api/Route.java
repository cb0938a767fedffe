package io.waymark.console.api;

import io.javalin.http.HandlerType;
import io.waymark.console.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * A route: what answers it, and who may ask.
 *
 * @param path as OpenAPI writes it, with parameters in braces
 * @param needed the smallest role; null for anyone, also without a login
 */
record Route(HandlerType method, String path, @Nullable Role needed, Answerer answerer) {
  /** Answers a request that was admitted. */
  @FunctionalInterface
  interface Answerer {
    void answer(Call call) throws Exception;
  }

  static Route get(String path, @Nullable Role needed, Answerer answerer) {
    return new Route(HandlerType.GET, path, needed, answerer);
  }

  static Route post(String path, @Nullable Role needed, Answerer answerer) {
    return new Route(HandlerType.POST, path, needed, answerer);
  }

  boolean isWrite() {
    return !method.equals(HandlerType.GET);
  }
}
