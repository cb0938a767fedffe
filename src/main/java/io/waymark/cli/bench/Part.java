package io.waymark.cli.bench;

import java.io.PrintWriter;

/** A part of the table that a bench prints at its end. */
interface Part {
  void print(PrintWriter out);
}
