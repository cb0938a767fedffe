package io.waymark.export;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an event log in one form. */
interface LogWriter {
  /** Writes all events, and leaves the stream open. */
  EventLog.Written write(EventLog log, OutputStream out) throws IOException;
}
