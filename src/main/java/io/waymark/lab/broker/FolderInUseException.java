package io.waymark.lab.broker;

import java.nio.file.Path;

/** The data folder belongs to a Waymark that is running; the message tells a person what to do. */
public final class FolderInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder) {
    super(folder + " is in use by another Waymark; stop it or choose another --data folder");
  }
}
