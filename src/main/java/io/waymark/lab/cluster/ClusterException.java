package io.waymark.lab.cluster;

/** A cluster cannot be set up, started or asked; the message says why and what to do. */
public final class ClusterException extends Exception {
  private static final long serialVersionUID = 1;

  ClusterException(String message) {
    super(message);
  }
}
