package io.waymark.wire;

/**
 * The JSON form of one kind of record, as {@code schemas/} describes it. A document that was
 * written is read as an equal record; fields that a newer version added are ignored.
 */
public interface Document<T> {
  /** Returns the name of the schema, a file in {@code schemas/} without its ending. */
  String schema();

  /** Returns the media type, for the header of a message. */
  default String contentType() {
    return "application/json";
  }

  /**
   * Writes a record as UTF-8.
   *
   * @param emittedMillis the wall clock, for documents that state when they were written
   */
  byte[] write(T record, long emittedMillis);

  /**
   * Reads a record.
   *
   * @throws MalformedDocumentException if the bytes are no such document
   */
  T read(byte[] json) throws MalformedDocumentException;
}
