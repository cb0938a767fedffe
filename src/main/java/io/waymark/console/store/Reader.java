package io.waymark.console.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Runs a query in one view of the rows. */
@FunctionalInterface
interface Reader {
  <T> T read(Function<Handle, T> query);
}
