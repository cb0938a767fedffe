package io.waymark.console.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies that were pushed. */
public interface Policies {
  /**
   * A policy as it was pushed.
   *
   * @param version the digest of the text; empty where the policy was removed
   * @param timeMillis the time stamp of the record on the topic
   * @param author empty where nobody said
   * @param reason empty where nobody said
   * @param text null where the policy was removed
   */
  record Version(
      String version, long timeMillis, String author, String reason, @Nullable String text) {}

  /** Returns the policies, the newest first. */
  Page<Version> versions(PageRequest request);

  /** Returns the newest of a version; empty for one that is not kept. */
  Optional<Version> find(String version);
}
