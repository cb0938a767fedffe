package io.waymark.lab.bench;

import java.io.PrintWriter;

/** A part of the table that a bench prints at its end. */
public interface ResultTable {
  void print(PrintWriter out);
}
