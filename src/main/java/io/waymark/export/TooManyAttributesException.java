package io.waymark.export;

/** Touchpoints have so many types and properties that no tool could show them. */
public final class TooManyAttributesException extends Exception {
  private static final long serialVersionUID = 1;

  TooManyAttributesException(String event) {
    super(
        "the types of touchpoints have more than "
            + AttributeTypes.MOST
            + " properties together, the last of type '"
            + event
            + "'; ids in the names of types or properties do that: move them into values, by the"
            + " mapping of the source");
  }
}
