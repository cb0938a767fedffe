package io.waymark.deliver.webhook;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.ClockReading;
import io.waymark.deliver.lane.Clocks;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends webhooks. Each ends within its time, also against an endpoint that answers a byte a minute:
 * a timer cuts its connection. Redirects are not followed, and nothing is sent again from here.
 */
public final class WebhookClient implements AutoCloseable {
  public static final Duration TOTAL = Duration.ofSeconds(15);
  private static final Timeout CONNECT = Timeout.ofSeconds(3);
  private static final int MOST_HEADERS = 100;
  private static final int MOST_HEADER_LINE = 8_192;

  private final CloseableHttpClient client;
  private final ScheduledExecutorService timer;
  private final Clocks clocks;
  private final Duration total;

  /**
   * Creates a client.
   *
   * @param addresses finds and checks the addresses of hosts
   * @param connections at the most, all endpoints together
   * @param timer cuts what takes too long
   * @param total how long one webhook may take, {@link #TOTAL} but in tests
   */
  public WebhookClient(
      DnsResolver addresses,
      int connections,
      ScheduledExecutorService timer,
      Clocks clocks,
      Duration total) {
    this(addresses, connections, timer, clocks, total, DefaultClientTlsStrategy.createDefault());
  }

  /** Creates a client that trusts other certificates than this Java does. */
  WebhookClient(
      DnsResolver addresses,
      int connections,
      ScheduledExecutorService timer,
      Clocks clocks,
      Duration total,
      TlsSocketStrategy tls) {
    this.timer = timer;
    this.clocks = clocks;
    this.total = total;
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(addresses, connections, tls))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(CONNECT)
                    .setResponseTimeout(Timeout.of(total))
                    .build())
            .setUserAgent("Waymark")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      DnsResolver addresses, int most, TlsSocketStrategy tls) {
    Http1Config limits =
        Http1Config.custom()
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxLineLength(MOST_HEADER_LINE)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(addresses)
        .setTlsSocketStrategy(tls)
        .setMaxConnTotal(most)
        .setMaxConnPerRoute(most)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(limits)
                .responseParserFactory(WholeHeads::new)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(Timeout.of(TOTAL))
                .setTimeToLive(Timeout.ofMinutes(5))
                .build())
        .build();
  }

  /**
   * Sends a webhook and returns what came of it.
   *
   * @param untilMillis of the wall clock, when it must be over, if that is before its total time is
   */
  public Answer send(WebhookRequest request, URI url, Signatures signatures, long untilMillis) {
    ClockReading start = clocks.read();
    long most = Math.min(total.toMillis(), untilMillis - start.wallMillis());
    if (most <= 0) {
      return Answer.noTimeLeft();
    }
    HttpPost post = post(request, url, signatures, start.wallMillis());
    ScheduledFuture<?> cut = timer.schedule(post::cancel, most, TimeUnit.MILLISECONDS);
    try {
      return exchange(post, start.steadyMillis());
    } catch (IOException e) {
      long took = clocks.steadyMillis() - start.steadyMillis();
      return took >= most
          ? Answer.failed(Cause.NO_ANSWER, "no answer within " + most + " ms", took)
          : FailureText.answer(e, url.getHost(), took);
    } finally {
      cut.cancel(false);
    }
  }

  private Answer exchange(HttpPost post, long start) throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, post, null);
    AnswerHead head = AnswerHead.of(response, clocks.wallMillis());
    int bytes = 0;
    try {
      bytes = AnswerBody.read(response, post);
    } catch (IOException e) {
      // The head said what came of it; a body that breaks off changes nothing.
      post.cancel();
    } finally {
      AnswerBody.close(response);
    }
    return head.answer(bytes, clocks.steadyMillis() - start);
  }

  private static HttpPost post(
      WebhookRequest request, URI url, Signatures signatures, long nowMillis) {
    HttpPost post = new HttpPost(url);
    long seconds = TimeUnit.MILLISECONDS.toSeconds(nowMillis);
    post.setHeader("webhook-id", request.id());
    post.setHeader("webhook-timestamp", Long.toString(seconds));
    if (!signatures.isEmpty()) {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      post.setHeader("webhook-signature", signatures.sign(request.id(), seconds, body));
    }
    request.attributes().forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(request.contentType())));
    return post;
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
