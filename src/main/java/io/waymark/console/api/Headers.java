package io.waymark.console.api;

import io.javalin.http.Context;

/** The headers of every answer. */
final class Headers {
  /**
   * Lets a page run its own scripts and styles only, be in no frame and speak to this site only.
   */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private Headers() {}

  /** Tells browsers that answers are not to be sniffed, kept, framed or named elsewhere. */
  static void add(Context context) {
    context
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Content-Security-Policy", POLICY);
  }
}
