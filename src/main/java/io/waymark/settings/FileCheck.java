package io.waymark.settings;

import io.waymark.model.Problem;
import java.io.IOException;
import java.util.List;

/** Checks a file that a setting names, such as a mapping or a lifecycle. */
@FunctionalInterface
public interface FileCheck {
  /**
   * Returns all problems of the file; none when it can be used.
   *
   * @param name the name of what comes with Waymark, or a file
   * @throws IOException if it is neither; the message says so
   */
  List<Problem> problems(String name) throws IOException;
}
