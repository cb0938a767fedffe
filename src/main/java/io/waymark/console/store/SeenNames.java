package io.waymark.console.store;

import java.util.List;

/** The names that touchpoints have brought, for completion; at most 10,000 of a kind. */
public interface SeenNames {
  /** Returns the types of touchpoints in order. */
  List<String> types();

  /** Returns the channels in order. */
  List<String> channels();

  /** Returns the names of properties in order. */
  List<String> properties();
}
