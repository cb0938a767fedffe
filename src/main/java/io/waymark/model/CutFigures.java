package io.waymark.model;

/**
 * The end of a cut.
 *
 * @param records the number of records of the cut before this one
 */
public record CutFigures(long records) {}
