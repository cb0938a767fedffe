package io.waymark.intake;

/** A mapping that is ready to take inputs. */
public final class CompiledMapping {
  private final RecordFormat format;
  private final Shaper shaper;

  CompiledMapping(RecordFormat format, Shaper shaper) {
    this.format = format;
    this.shaper = shaper;
  }

  RecordFormat format() {
    return format;
  }

  Shaper shaper() {
    return shaper;
  }
}
