package io.waymark.wire;

import java.util.List;
import java.util.Map;

/**
 * The JSON form of one kind of record, as {@code schemas/} describes it. A document that was
 * written is read as an equal record; fields that a newer version added are ignored.
 */
public interface Document<T> {
  /**
   * The most bytes of a document: with key, headers and batch it is below the 1 MiB that Kafka
   * takes by default.
   */
  int MOST_BYTES = 900_000;

  /** The bytes that key, headers and batch may add to a document. */
  int ENVELOPE_BYTES = 10_000;

  /** Returns the name of the schema, a file in {@code schemas/} without its ending. */
  String schema();

  /** Returns the media type, for the header of a message. */
  default String contentType() {
    return "application/json";
  }

  /** Returns the headers of the message that carries a record, by their names. */
  default Map<String, String> headers(T record) {
    return Map.of("content-type", contentType());
  }

  /**
   * Returns what may be left out of a document that would be larger than {@link #MOST_BYTES}, in
   * this order; enough for the rest to fit.
   */
  default List<Omission> omissions() {
    return List.of();
  }

  /** Returns the JSON pointer to the object that says in {@code leftOut} what is left out of it. */
  default String body() {
    return "";
  }

  /** Returns whether a record holds only a part of what it should. */
  default boolean isPartial(T record) {
    return false;
  }

  /**
   * Returns the shortened form of a document that is too large. It is read as another record than
   * the one that was written.
   *
   * @param json more than {@link #MOST_BYTES}
   */
  default byte[] shorten(byte[] json) {
    return Shortening.shorten(json, this, MOST_BYTES);
  }

  /**
   * Writes a record as UTF-8, whole, however large it is.
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
