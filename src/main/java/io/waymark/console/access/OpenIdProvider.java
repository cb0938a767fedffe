package io.waymark.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.waymark.console.access.DeniedException.Reason;
import io.waymark.settings.ConsoleSettings;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider of identities by OpenID Connect: the code flow with PKCE, state and nonce. It is asked
 * at the first login, so that the console starts without it.
 *
 * <p>Its keys are fetched with each login, so that those it changes to count at once. An ID token
 * is taken if it is signed with a key pair, never one without a signature, nor one that is signed
 * with the secret of the client, which more people know than the provider.
 */
final class OpenIdProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MOST_BYTES = 256 << 10;

  /** Bounds the threads that wait for a provider that hangs, as anybody may begin a login. */
  private static final int MOST_WAITING = 8;

  /** The algorithms that are taken, where the provider announces them, too. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final ConsoleSettings.OpenId settings;
  private final URI callback;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private volatile @Nullable OIDCProviderMetadata metadata;

  /**
   * A login on its way, known to the browser that began it alone.
   *
   * @param address where the browser goes next
   */
  record Attempt(String state, String nonce, String verifier, URI address) {}

  OpenIdProvider(ConsoleSettings.OpenId settings, URI callback) {
    this.settings = settings;
    this.callback = callback;
  }

  Attempt begin() throws DeniedException {
    State state = new State();
    Nonce nonce = new Nonce();
    CodeVerifier verifier = new CodeVerifier();
    URI address =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope("openid", "profile", "email"),
                new ClientID(settings.client()),
                callback)
            .endpointURI(metadata().getAuthorizationEndpointURI())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Attempt(state.getValue(), nonce.getValue(), verifier.getValue(), address);
  }

  /**
   * Returns the user for whom the provider gave a code.
   *
   * @param code as the provider handed it to the browser
   */
  User finish(Attempt attempt, String code) throws DeniedException {
    OIDCProviderMetadata known = metadata();
    TokenRequest request = tokenRequest(known, attempt, code);
    return asking(() -> user(known, tokens(request), attempt));
  }

  /** A question to the provider. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws GeneralException, IOException, DeniedException;
  }

  /** Asks the provider, unless many wait for it already. */
  private <T> T asking(Question<T> question) throws DeniedException {
    if (!places.tryAcquire()) {
      throw new DeniedException(
          Reason.TOO_MANY,
          "too many wait for the provider " + settings.issuer() + " at this moment",
          "try again in a few seconds");
    }
    try {
      return question.ask();
    } catch (GeneralException | IOException e) {
      throw silent(e);
    } finally {
      places.release();
    }
  }

  private static OIDCTokenResponse tokens(TokenRequest request)
      throws GeneralException, IOException, DeniedException {
    HTTPRequest http = request.toHTTPRequest();
    http.setConnectTimeout(TIMEOUT_MILLIS);
    http.setReadTimeout(TIMEOUT_MILLIS);
    TokenResponse response = OIDCTokenResponseParser.parse(http.send());
    if (!response.indicatesSuccess()) {
      throw refused(
          "the provider refuses the code: " + response.toErrorResponse().getErrorObject());
    }
    return (OIDCTokenResponse) response.toSuccessResponse();
  }

  private User user(OIDCProviderMetadata known, OIDCTokenResponse tokens, Attempt attempt)
      throws IOException, DeniedException {
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw refused("the provider gave no ID token; its client must be one of OpenID Connect");
    }
    try {
      return user(validator(known).validate(token, new Nonce(attempt.nonce())));
    } catch (BadJOSEException | JOSEException e) {
      throw refused("the provider's token is not valid: " + e.getMessage());
    }
  }

  private TokenRequest tokenRequest(OIDCProviderMetadata known, Attempt attempt, String code)
      throws DeniedException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), callback, new CodeVerifier(attempt.verifier()));
    URI endpoint = known.getTokenEndpointURI();
    ClientID client = new ClientID(settings.client());
    String file = settings.secretFile();
    return file == null
        ? new TokenRequest.Builder(endpoint, client, grant).build()
        : new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, secret(file)), grant)
            .build();
  }

  /** Reads the secret with each login, so that a new one counts at once. */
  private static Secret secret(String file) throws DeniedException {
    try {
      return new Secret(ConsoleSettings.secretIn(file));
    } catch (IOException e) {
      LOG.warn("console.oidc-secret-file cannot be used: {}", FileFailure.reason(e));
      throw new DeniedException(
          Reason.NO_PROVIDER,
          "the console cannot read the secret that it has with the provider",
          "have somebody look into the log of the console");
    }
  }

  private IDTokenValidator validator(OIDCProviderMetadata known)
      throws IOException, DeniedException {
    return new IDTokenValidator(
        new Issuer(settings.issuer()),
        new ClientID(settings.client()),
        new JWSVerificationKeySelector<>(algorithms(known), keys(known)),
        null);
  }

  private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata known) throws DeniedException {
    List<JWSAlgorithm> announced = known.getIDTokenJWSAlgs();
    Set<JWSAlgorithm> common = new HashSet<>(ALGORITHMS);
    common.retainAll(announced == null ? Set.of() : announced);
    if (common.isEmpty()) {
      throw new DeniedException(
          Reason.NO_PROVIDER,
          "the provider signs ID tokens with " + announced + " only",
          "have it sign them with RS256, PS256 or ES256");
    }
    return common;
  }

  private static JWKSource<SecurityContext> keys(OIDCProviderMetadata known) throws IOException {
    try {
      return new ImmutableJWKSet<>(
          JWKSet.load(known.getJWKSetURI().toURL(), TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES));
    } catch (ParseException e) {
      throw new IOException("its keys cannot be read: " + e.getMessage(), e);
    }
  }

  private User user(IDTokenClaimsSet claims) throws DeniedException {
    String name =
        Stream.of("preferred_username", "email", "sub")
            .map(claims::getStringClaim)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> refused("the provider names no user"));
    Role role =
        new RoleClaim(settings.roles())
            .largest(claims.toJSONObject())
            .orElseThrow(
                () ->
                    new DeniedException(
                        Reason.FORBIDDEN,
                        "the provider gives you no role here",
                        "ask for viewer, marketer or operator in the claim " + settings.roles()));
    return new User(name, role);
  }

  /** Asks until the provider has answered once. */
  private OIDCProviderMetadata metadata() throws DeniedException {
    OIDCProviderMetadata known = metadata;
    if (known == null) {
      known =
          asking(
              () ->
                  OIDCProviderMetadata.resolve(
                      new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS));
      metadata = known;
    }
    return known;
  }

  private DeniedException silent(Exception e) {
    return new DeniedException(
        Reason.NO_PROVIDER,
        "the provider " + settings.issuer() + " does not answer as it should: " + e.getMessage(),
        "try again; if it stays so, check console.oidc-issuer and the provider");
  }

  private static DeniedException refused(String detail) {
    return new DeniedException(Reason.LOGIN_NEEDED, detail, "log in again");
  }
}
