package io.waymark.journey;

/**
 * Says where the map has counts that cannot be, such as negative ones: what was added and what was
 * taken back do not belong together.
 */
final class ImpossibleCountsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ImpossibleCountsException(String place, IllegalArgumentException cause) {
    super("impossible counts at " + place + ": " + cause.getMessage(), cause);
  }
}
