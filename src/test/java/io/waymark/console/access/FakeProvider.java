package io.waymark.console.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A provider of identities that knows one client, on this machine. */
final class FakeProvider implements AutoCloseable {
  static final String CLIENT = "console";
  static final String SECRET = "s3cret";

  private final HttpServer server;
  private final RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
  private RSAKey signing = key;

  /** The challenge and the nonce of each code that was given out. */
  private final Map<String, Map<String, String>> codes = new HashMap<>();

  List<String> roles = List.of("marketer");
  String audience = CLIENT;

  FakeProvider() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> json(exchange, 200, configuration()));
    server.createContext(
        "/jwks", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Logs the user of a browser in, and returns the code that it is sent back with. */
  String code(Map<String, String> request) {
    String code = "code" + codes.size();
    codes.put(code, request);
    return code;
  }

  /** Signs with a key that it does not publish, as somebody else would. */
  void signWithAnotherKey() throws Exception {
    signing = new RSAKeyGenerator(2048).keyID("k1").generate();
  }

  private String configuration() {
    return """
    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
     "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"],
     "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
    """
        .formatted(issuer());
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
    boolean isRight =
        ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && request != null
            && Objects.equals(
                request.get("code_challenge"), challenge(form.getOrDefault("code_verifier", "")));
    if (!isRight) {
      json(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    json(
        exchange,
        200,
        "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
            .formatted(idToken(request.getOrDefault("nonce", ""))));
  }

  private String idToken(String nonce) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
              new JWTClaimsSet.Builder()
                  .issuer(issuer())
                  .audience(audience)
                  .subject("4711")
                  .claim("preferred_username", "ann")
                  .claim("nonce", nonce)
                  .claim("roles", roles)
                  .issueTime(Date.from(Instant.now()))
                  .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                  .build());
      token.sign(new RSASSASigner(signing));
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
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
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> query(String text) {
    Map<String, String> values = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      values.put(
          pair.substring(0, equals),
          java.net.URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return values;
  }

  private static void json(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
