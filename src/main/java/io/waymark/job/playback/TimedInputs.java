package io.waymark.job.playback;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Inputs whose turns never go back. */
public interface TimedInputs extends Closeable {
  /** Returns the next input; null at the end. */
  @Nullable TimedInput next() throws IOException;
}
