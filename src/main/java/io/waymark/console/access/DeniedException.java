package io.waymark.console.access;

/** A request is denied: why, and what to do. */
public final class DeniedException extends Exception {
  /** The reasons for which a request is denied. */
  public enum Reason {
    /** Nobody has logged in. */
    LOGIN_NEEDED(401),
    /** The user, or the site that asks, may not do this. */
    FORBIDDEN(403),
    /** The request is meant for another server. */
    MISDIRECTED(421),
    /** There were too many attempts. */
    TOO_MANY(429),
    /** The provider of identities does not answer. */
    NO_PROVIDER(502);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** Returns the status of the answer in HTTP. */
    public int status() {
      return status;
    }
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String cure;

  DeniedException(Reason reason, String detail, String cure) {
    super(detail);
    this.reason = reason;
    this.cure = cure;
  }

  public Reason reason() {
    return reason;
  }

  /** Returns what to do. */
  public String cure() {
    return cure;
  }
}
