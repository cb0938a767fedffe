package io.waymark.console.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider of identities that knows one client, on this machine. */
public final class FakeProvider implements AutoCloseable {
  public static final String CLIENT = "console";
  public static final String SECRET = "s3cret-of-thirty-two-bytes-or-more";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The request for which each code was given out. */
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  /** Makes an ID token of its claims. */
  @FunctionalInterface
  interface Maker {
    String make(JWTClaimsSet claims) throws Exception;
  }

  /** An action before it answers, such as to hang. */
  volatile Runnable before = () -> {};

  /** The algorithms that it announces. */
  volatile List<String> algorithms = List.of("RS256");

  /** The keys that it announces. */
  volatile List<JWK> published;

  volatile Maker maker;

  /** Changes the claims of a right ID token. */
  volatile Consumer<JWTClaimsSet.Builder> claims = right -> {};

  volatile boolean hasIdToken = true;
  volatile boolean needsSecret = true;

  /** Why it lets nobody in; null while it does. */
  public volatile @Nullable String refusal;

  public FakeProvider() throws Exception {
    this(0);
  }

  /**
   * Starts a provider.
   *
   * @param port 0 for a free one
   */
  FakeProvider(int port) throws Exception {
    signWith(new RSAKeyGenerator(2048).keyID("k1").generate());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> json(exchange, 200, configuration()));
    server.createContext(
        "/jwks", exchange -> json(exchange, 200, new JWKSet(published).toString(true)));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  public String issuer() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Logs the user of a browser in, and returns the code that it is sent back with. */
  String code(Map<String, String> request) {
    String code = "code" + codes.size();
    codes.put(code, request);
    return code;
  }

  /** Publishes a key and signs with it from now on. */
  void signWith(RSAKey key) {
    published = List.of(key.toPublicJWK());
    signUnpublished(key);
  }

  /** Signs with a key that it does not publish, as somebody else would. */
  void signUnpublished(RSAKey key) {
    maker =
        claims -> signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key)).make(claims);
  }

  static Maker signed(JWSAlgorithm algorithm, @Nullable String keyId, JWSSigner signer) {
    return claims -> {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
      token.sign(signer);
      return token.serialize();
    };
  }

  private String configuration() {
    return """
    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
     "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"],
     "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["%2$s"]}
    """
        .formatted(issuer(), String.join("\", \"", algorithms));
  }

  /** Sends the browser back at once, as if its user were logged in here. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> request = query(exchange.getRequestURI().getRawQuery());
    String why = refusal;
    String answer = why == null ? "code=" + code(request) : "error=" + why;
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            request.get("redirect_uri") + "?" + answer + "&state=" + request.get("state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
    boolean isRight =
        isClient(exchange, form)
            && request != null
            && Objects.equals(
                request.get("code_challenge"), challenge(form.getOrDefault("code_verifier", "")));
    if (!isRight) {
      json(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    String idToken =
        hasIdToken ? ", \"id_token\": \"" + idToken(request.getOrDefault("nonce", "")) + "\"" : "";
    json(exchange, 200, "{\"access_token\": \"a\", \"token_type\": \"Bearer\"" + idToken + "}");
  }

  private boolean isClient(HttpExchange exchange, Map<String, String> form) {
    if (!needsSecret) {
      return CLIENT.equals(form.get("client_id"));
    }
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private String idToken(String nonce) {
    JWTClaimsSet.Builder right =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(CLIENT)
            .subject("4711")
            .claim("preferred_username", "ann")
            .claim("nonce", nonce)
            .claim("roles", List.of("marketer"))
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    claims.accept(right);
    try {
      return maker.make(right.build());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> query(String text) {
    Map<String, String> values = new ConcurrentHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      values.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return values;
  }

  private void json(HttpExchange exchange, int status, String json) throws IOException {
    before.run();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
