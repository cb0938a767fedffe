package io.waymark.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
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
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider of identities by OpenID Connect: the code flow with PKCE, state and nonce. It is asked
 * at the first login, so that the console starts without it.
 */
final class OpenIdProvider {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MOST_BYTES = 256 << 10;

  private final ConsoleSettings.OpenId settings;
  private final URI callback;
  private @Nullable OIDCProviderMetadata metadata;

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
    try {
      TokenResponse response =
          OIDCTokenResponseParser.parse(tokenRequest(attempt, code).toHTTPRequest().send());
      if (!response.indicatesSuccess()) {
        throw refused(
            "the provider refuses the code: " + response.toErrorResponse().getErrorObject());
      }
      OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
      IDTokenClaimsSet claims =
          validator().validate(tokens.getOIDCTokens().getIDToken(), new Nonce(attempt.nonce()));
      return user(claims);
    } catch (GeneralException | BadJOSEException | JOSEException e) {
      throw refused("the provider's token is not valid: " + e.getMessage());
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private TokenRequest tokenRequest(Attempt attempt, String code)
      throws DeniedException, IOException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), callback, new CodeVerifier(attempt.verifier()));
    URI endpoint = metadata().getTokenEndpointURI();
    ClientID client = new ClientID(settings.client());
    String file = settings.secretFile();
    return file == null
        ? new TokenRequest.Builder(endpoint, client, grant).build()
        : new TokenRequest.Builder(
                endpoint,
                new ClientSecretBasic(client, new Secret(ConsoleSettings.secretIn(file))),
                grant)
            .build();
  }

  private IDTokenValidator validator() throws DeniedException, MalformedURLException {
    return new IDTokenValidator(
        new Issuer(settings.issuer()),
        new ClientID(settings.client()),
        JWSAlgorithm.RS256,
        metadata().getJWKSetURI().toURL(),
        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES));
  }

  private User user(IDTokenClaimsSet claims) throws DeniedException {
    String name =
        Stream.of("preferred_username", "email", "sub")
            .map(claims::getStringClaim)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> refused("the provider names no user"));
    Role role =
        texts(claims.getClaim(settings.roles())).stream()
            .map(Role::of)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    new DeniedException(
                        Reason.FORBIDDEN,
                        "the provider gives you no role here",
                        "ask for viewer, marketer or operator in the claim " + settings.roles()));
    return new User(name, role);
  }

  private static List<String> texts(@Nullable Object claim) {
    if (claim instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return claim == null ? List.of() : List.of(claim.toString().split("[ ,]+", -1));
  }

  private synchronized OIDCProviderMetadata metadata() throws DeniedException {
    OIDCProviderMetadata known = metadata;
    if (known != null) {
      return known;
    }
    try {
      OIDCProviderMetadata asked =
          OIDCProviderMetadata.resolve(
              new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
      metadata = asked;
      return asked;
    } catch (GeneralException | IOException e) {
      throw silent(e);
    }
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
