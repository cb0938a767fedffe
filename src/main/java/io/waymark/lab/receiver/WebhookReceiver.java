package io.waymark.lab.receiver;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.waymark.lab.FreePort;
import io.waymark.model.Trigger;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Takes webhooks on the loopback address, verifies each with the public library of Standard
 * Webhooks, and shows what arrived on a page that keeps up. It answers to the names of this machine
 * only, so that no page of another site reads what arrived.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS = 32;
  private static final long MOST_BODY = 1_000_000;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Webhook verifier;
  private final Clock clock;
  private final Arrivals arrivals = new Arrivals();
  private final ArrivalPage page;
  private final Javalin javalin;

  private WebhookReceiver(Webhook verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
    this.page = new ArrivalPage(clock.getZone());
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Starts to receive.
   *
   * @param port the first one that is tried, of those that follow
   * @param secret as Standard Webhooks writes it
   * @param clock in whose zone times are shown
   */
  public static WebhookReceiver start(int port, String secret, Clock clock) throws IOException {
    try {
      WebhookReceiver receiver = new WebhookReceiver(new Webhook(secret), clock);
      receiver.javalin.start(HOST, FreePort.near(port));
      return receiver;
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("a secret is not empty", e);
    }
  }

  /** Returns where webhooks go, and where the page is. */
  public String address() {
    return "http://" + HOST + ":" + javalin.port() + "/";
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.http.maxRequestSize = MOST_BODY;
    config.routes.before(this::guard);
    config.routes.post("/", this::receive);
    config.routes.get("/", context -> html(context, page.whole(arrivals.read())));
    config.routes.get("/arrivals", this::showNews);
    config.routes.get("/page.css", context -> file(context, "page.css", "text/css"));
    config.routes.get("/page.js", context -> file(context, "page.js", "text/javascript"));
  }

  private void guard(Context context) {
    String host = String.valueOf(context.header("Host")).replaceFirst(":\\d+$", "");
    if (!List.of(HOST, "localhost").contains(host)) {
      context.status(HttpStatus.FORBIDDEN).result("open " + address()).skipRemainingHandlers();
    }
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store");
  }

  private void receive(Context context) {
    byte[] body = context.bodyAsBytes();
    try {
      verifier.verify(new String(body, StandardCharsets.UTF_8), headers(context));
      Trigger trigger = Topics.TRIGGERS.document().read(body);
      arrivals.add(trigger, clock.millis());
      context.status(HttpStatus.NO_CONTENT);
    } catch (WebhookVerificationException e) {
      refuse(context, HttpStatus.UNAUTHORIZED, "its signature: " + e.getMessage());
    } catch (MalformedDocumentException e) {
      refuse(context, HttpStatus.BAD_REQUEST, "it is no trigger: " + e.getMessage());
    }
  }

  private void refuse(Context context, HttpStatus status, String reason) {
    arrivals.refuse(reason);
    context.status(status).result(reason);
  }

  private static Map<String, List<String>> headers(Context context) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    context
        .headerMap()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return headers;
  }

  /** Answers with the part that changes, or with nothing where the page has it already. */
  private void showNews(Context context) {
    Arrivals.Reading reading = arrivals.read();
    String version = "\"" + reading.version() + "\"";
    context.header("ETag", version);
    if (version.equals(context.header("If-None-Match"))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      html(context, page.part(reading));
    }
  }

  private static void html(Context context, String html) {
    context.contentType("text/html; charset=utf-8").result(html);
  }

  private static void file(Context context, String name, String type) {
    try (InputStream in =
        Objects.requireNonNull(WebhookReceiver.class.getResourceAsStream(name), name)) {
      context.contentType(type + "; charset=utf-8").result(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
