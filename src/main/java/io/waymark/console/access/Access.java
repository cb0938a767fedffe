package io.waymark.console.access;

import io.waymark.console.access.DeniedException.Reason;
import io.waymark.settings.ConsoleSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests or denies them.
 *
 * <p>Whoever reaches the loopback address of this machine needs no login, where none is set; then
 * the name of the host is checked, so that a page of another site cannot lead a browser here by its
 * own name. On any other address nobody is admitted until a login is set. A write must come from
 * this site's own origin and carry the token of its session.
 */
public final class Access {
  /** The cookie of a session. */
  public static final String SESSION = "waymark-session";

  /** The header that carries the token of a session with each write. */
  public static final String TOKEN = "X-Waymark-Token";

  /** The name of the user where no login is needed. */
  public static final String LOCAL = "local";

  /** The path to which a provider of identities sends browsers back. */
  public static final String CALLBACK = "/login/oidc/callback";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The ways in which people are known. */
  public enum Way {
    NONE,
    PASSWORD,
    OIDC,
    /** Nobody can log in. */
    CLOSED;

    /** Returns the form in answers. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Way way;
  private final @Nullable PasswordFile passwords;
  private final @Nullable OpenIdProvider provider;
  private final @Nullable URI address;
  private final Sessions sessions;
  private final Attempts attempts;
  private final Session local;
  private final Comparisons comparisons = new Comparisons();
  private final PendingLogins pending;

  private Access(ConsoleSettings settings, Way way, Clock clock) throws UnusableAccessException {
    this.way = way;
    this.address = settings.address();
    this.sessions = new Sessions(settings.session(), clock);
    this.attempts = new Attempts(clock);
    this.pending = new PendingLogins(clock);
    this.local = new Session("", new User(LOCAL, Role.OPERATOR), Secret.make(), Instant.MAX);
    String users = settings.users();
    this.passwords = users == null ? null : PasswordFile.open(Path.of(users));
    ConsoleSettings.OpenId openId = settings.openId();
    this.provider =
        openId == null || address == null
            ? null
            : new OpenIdProvider(openId, address.resolve(CALLBACK));
  }

  /**
   * Returns the access that settings ask for.
   *
   * @throws UnusableAccessException if they cannot be used
   */
  public static Access of(ConsoleSettings settings, Clock clock) throws UnusableAccessException {
    boolean hasProvider = settings.openId() != null;
    if (hasProvider && settings.users() != null) {
      throw new UnusableAccessException(
          "console.users and console.oidc-issuer are both set; keep one of them");
    }
    if (hasProvider && settings.address() == null) {
      throw new UnusableAccessException(
          "console.oidc-issuer needs console.address, under which browsers reach the console, such"
              + " as https://waymark.example");
    }
    Way way = Way.CLOSED;
    if (hasProvider) {
      way = Way.OIDC;
    } else if (settings.users() != null) {
      way = Way.PASSWORD;
    } else if (settings.isLoopback()) {
      way = Way.NONE;
    }
    return new Access(settings, way, clock);
  }

  public Way way() {
    return way;
  }

  /** Returns whether browsers reach the console by TLS alone. */
  public boolean isSecure() {
    return address != null && "https".equals(address.getScheme());
  }

  /** Returns the session of a request; empty where nobody has logged in. */
  public Optional<Session> session(Inquiry inquiry) throws DeniedException {
    checkHost(inquiry.host());
    if (way == Way.NONE) {
      return Optional.of(local);
    }
    String id = inquiry.session();
    Optional<Session> session = id == null ? Optional.empty() : sessions.find(id);
    return session.isPresent() && isGone(session.get()) ? Optional.empty() : session;
  }

  /**
   * Admits a request.
   *
   * @param needed the smallest role that may ask for this
   */
  public Session admit(Inquiry inquiry, Role needed) throws DeniedException {
    Session session = session(inquiry).orElseThrow(this::loginNeeded);
    if (!session.user().role().includes(needed)) {
      throw new DeniedException(
          Reason.FORBIDDEN,
          "this needs the role " + needed.code() + "; yours is " + session.user().role().code(),
          "ask somebody with this role, or the one who gives roles");
    }
    if (inquiry.isWrite()) {
      checkOrigin(inquiry);
      if (!Secret.equal(session.token(), inquiry.token())) {
        throw new DeniedException(
            Reason.FORBIDDEN,
            "the request lacks the token of this session in " + TOKEN,
            "load the page again; a program asks /api/about for it");
      }
    }
    return session;
  }

  /** Checks a request that anybody may make: a login, for which there is no session yet. */
  public void admitAnyone(Inquiry inquiry) throws DeniedException {
    checkHost(inquiry.host());
    if (inquiry.isWrite()) {
      checkOrigin(inquiry);
    }
  }

  /** Opens a session for a name and its password. */
  public Session login(String name, String password) throws DeniedException {
    PasswordFile file = passwords;
    if (file == null) {
      throw new DeniedException(
          Reason.FORBIDDEN, "there are no passwords here", "log in as /api/about says");
    }
    refuseGuesses(name);
    return comparisons.compare(() -> login(file, name, password));
  }

  private Session login(PasswordFile file, String name, String password) throws DeniedException {
    // Some guesses that waited together for their turns are too many by now.
    refuseGuesses(name);
    Optional<User> user = file.user(name, password);
    if (user.isEmpty()) {
      attempts.failed(name);
      throw new DeniedException(
          Reason.LOGIN_NEEDED, "name and password do not belong together", "try again");
    }
    attempts.succeeded(name);
    return sessions.open(user.get());
  }

  private void refuseGuesses(String name) throws DeniedException {
    if (!attempts.isOpen(name)) {
      throw new DeniedException(
          Reason.TOO_MANY,
          "too many attempts to log in",
          "wait " + Attempts.PAUSE.toSeconds() + " seconds and try again");
    }
  }

  /**
   * Begins a login with the provider.
   *
   * @return the secret that the browser keeps, and where it goes next
   */
  public Departure depart() throws DeniedException {
    OpenIdProvider.Attempt attempt = provider().begin();
    return new Departure(pending.add(attempt), attempt.address());
  }

  /**
   * Ends a login with the provider.
   *
   * @param secret that the browser kept
   */
  public Session arrive(@Nullable String secret, @Nullable String state, @Nullable String code)
      throws DeniedException {
    OpenIdProvider.Attempt attempt =
        pending
            .take(secret)
            .filter(known -> Secret.equal(known.state(), state))
            .orElseThrow(
                () ->
                    new DeniedException(
                        Reason.LOGIN_NEEDED,
                        "this browser did not begin this login, or too long ago",
                        "log in again"));
    if (code == null) {
      throw new DeniedException(
          Reason.LOGIN_NEEDED, "the provider did not let you in", "log in again");
    }
    return sessions.open(provider().finish(attempt, code));
  }

  /** Ends a session. */
  public void logout(Session session) {
    sessions.close(session.id());
  }

  /**
   * The start of a login with a provider.
   *
   * @param secret that the browser keeps
   */
  public record Departure(String secret, URI address) {}

  private OpenIdProvider provider() throws DeniedException {
    if (provider == null) {
      throw new DeniedException(
          Reason.FORBIDDEN, "there is no provider of identities here", "log in as /api/about says");
    }
    return provider;
  }

  /** Returns whether the file has the user no more, or in another role. */
  private boolean isGone(Session session) {
    PasswordFile file = passwords;
    return file != null && !file.user(session.user().name()).equals(Optional.of(session.user()));
  }

  /** Returns why the file of users cannot be used as it is now, for operators only. */
  public Optional<String> trouble() {
    return passwords == null ? Optional.empty() : passwords.trouble();
  }

  private DeniedException loginNeeded() {
    return way == Way.CLOSED
        ? new DeniedException(
            Reason.FORBIDDEN,
            "nobody can log in: the console listens beyond this machine, and no login is set",
            "set console.users or console.oidc-issuer, or let it listen on 127.0.0.1")
        : new DeniedException(Reason.LOGIN_NEEDED, "nobody has logged in", "log in");
  }

  private void checkHost(@Nullable String host) throws DeniedException {
    if (way == Way.NONE && (host == null || !LOOPBACK.contains(name(host)))) {
      throw new DeniedException(
          Reason.MISDIRECTED,
          "without a login the console answers to localhost, 127.0.0.1 and [::1] only",
          "open it by one of these names");
    }
  }

  private void checkOrigin(Inquiry inquiry) throws DeniedException {
    if (!isOwn(inquiry.origin(), inquiry.host())) {
      throw new DeniedException(
          Reason.FORBIDDEN,
          "the request comes from another site, or names none in Origin",
          "use the console's own pages; a program sends Origin as the console's address");
    }
  }

  private boolean isOwn(@Nullable String origin, @Nullable String host) {
    if (origin == null || host == null) {
      return false;
    }
    if (address != null) {
      return origin.equals(address.getScheme() + "://" + address.getRawAuthority());
    }
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }
}
