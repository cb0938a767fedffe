package io.waymark.model;

/**
 * The place where an input was read, so that a person can find it again.
 *
 * @param source a Kafka topic or the path of a file
 * @param partition the topic's partition, or {@link #FILE}
 * @param offset the offset in the partition, or the line in the file, counted from 1
 */
public record Position(String source, int partition, long offset) {
  public static final int FILE = -1;

  public static Position line(String file, long line) {
    return new Position(file, FILE, line);
  }

  public boolean isFile() {
    return partition == FILE;
  }

  @Override
  public String toString() {
    return isFile() ? source + ":" + offset : source + "-" + partition + "@" + offset;
  }
}
