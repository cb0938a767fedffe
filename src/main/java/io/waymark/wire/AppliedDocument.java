package io.waymark.wire;

import io.waymark.model.Applied;
import java.util.List;

/**
 * Applied touchpoints as JSON: the native form of the touchpoint, in which the customer is always
 * named, and the stage and segment.
 */
final class AppliedDocument implements Document<Applied> {
  private static final String STAGE = "stage";
  private static final String SEGMENT = "segment";
  private static final String STAGE_ENTERED = "stageEntered";

  @Override
  public String schema() {
    return "applied";
  }

  /** Returns the properties alone: intake bounds all other fields to a few hundred characters. */
  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.Entries("/properties"));
  }

  @Override
  public byte[] write(Applied applied, long emittedMillis) {
    return TouchpointDocument.bytes(
        json -> {
          TouchpointDocument.writeFields(json, applied.touchpoint(), true);
          if (applied.stage() != null) {
            json.writeStringField(STAGE, applied.stage());
          }
          if (applied.segment() != null) {
            json.writeStringField(SEGMENT, applied.segment());
          }
          json.writeBooleanField(STAGE_ENTERED, applied.isStageEntered());
        });
  }

  @Override
  public Applied read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new Applied(
        TouchpointDocument.touchpoint(fields),
        fields.textIfKnown(STAGE),
        fields.textIfKnown(SEGMENT),
        fields.truth(STAGE_ENTERED));
  }
}
