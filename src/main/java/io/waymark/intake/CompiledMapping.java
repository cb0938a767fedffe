package io.waymark.intake;

/** A mapping that is ready to take inputs. */
public final class CompiledMapping {
  private final RecordFormat format;
  private final Shaper shaper;
  private final MappedFields fields;

  CompiledMapping(RecordFormat format, Shaper shaper, MappedFields fields) {
    this.format = format;
    this.shaper = shaper;
    this.fields = fields;
  }

  /** Returns whether it reads rows of CSV; else it reads JSON. */
  public boolean readsCsv() {
    return format instanceof CsvFormat;
  }

  RecordFormat format() {
    return format;
  }

  Shaper shaper() {
    return shaper;
  }

  /** Returns the fields that a record should have; none for what is built in. */
  MappedFields fields() {
    return fields;
  }
}
