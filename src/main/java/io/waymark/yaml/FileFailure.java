package io.waymark.yaml;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why a file cannot be read or written, in words instead of the names of Java's classes. */
public final class FileFailure {
  private FileFailure() {}

  /** Returns the reason; it does not name the file, as the message around it does. */
  public static String reason(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "this user may not (see the rights of the file and of its folder)";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    String reason = failure instanceof FileSystemException file ? file.getReason() : null;
    return reason == null ? inWords(failure) : reason;
  }

  private static String inWords(Exception failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName().replaceFirst("(IO)?Exception$", "");
    }
    return message;
  }
}
