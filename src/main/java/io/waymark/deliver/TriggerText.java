package io.waymark.deliver;

import io.waymark.model.Trigger;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;

/** A trigger and its bytes as they are on the topic, which are sent on unchanged. */
record TriggerText(Trigger trigger, byte[] bytes) {
  /** The texts that may stand in a header as they are, such as an id that receivers compare. */
  private static final String PLAIN = "[!-~]{1,200}";

  static TriggerText read(byte[] bytes) throws MalformedDocumentException {
    return new TriggerText(Topics.TRIGGERS.document().read(bytes), bytes);
  }

  /** Returns whether its id can be a message's id, as all ids of the job can. */
  boolean hasPlainId() {
    return trigger.id().matches(PLAIN);
  }
}
