package io.waymark.console.api;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered: what is wrong, where, and what to do. */
final class AnswerException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;
  private final @Nullable String where;
  private final String cure;

  AnswerException(int status, String title, String detail, @Nullable String where, String cure) {
    super(detail);
    this.status = status;
    this.title = title;
    this.where = where;
    this.cure = cure;
  }

  /** Returns the answer to a request with a parameter or a field that cannot be used. */
  static AnswerException malformed(String where, String detail, String cure) {
    return new AnswerException(400, "The request cannot be read", detail, where, cure);
  }

  /** Returns the answer to a request for something that is not there. */
  static AnswerException missing(String detail, String cure) {
    return new AnswerException(404, "There is nothing here", detail, null, cure);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  @Nullable String where() {
    return where;
  }

  String cure() {
    return cure;
  }
}
