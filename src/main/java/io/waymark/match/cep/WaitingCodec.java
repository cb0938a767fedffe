package io.waymark.match.cep;

import io.waymark.binary.Binary;
import io.waymark.binary.TouchpointCodec;
import io.waymark.match.cep.NfaRuns.Waiting;
import io.waymark.model.Touchpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads the binary form of chains that wait for the absence at the end. */
final class WaitingCodec {
  private WaitingCodec() {}

  static void write(DataOutput out, List<Waiting> waiting) throws IOException {
    Binary.writeInteger(out, waiting.size());
    for (Waiting chain : waiting) {
      Binary.writeInteger(out, chain.sinceMillis());
      Binary.writeInteger(out, chain.steps().size());
      for (Map.Entry<String, List<Touchpoint>> step : chain.steps().entrySet()) {
        Binary.writeText(out, step.getKey());
        Binary.writeInteger(out, step.getValue().size());
        for (Touchpoint touchpoint : step.getValue()) {
          TouchpointCodec.write(out, touchpoint);
        }
      }
    }
  }

  static List<Waiting> read(DataInput in) throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      long sinceMillis = Binary.readInteger(in);
      Map<String, List<Touchpoint>> steps = new LinkedHashMap<>();
      for (int names = Binary.readCount(in); names > 0; names--) {
        String name = Binary.readText(in);
        steps.put(name, readTouchpoints(in));
      }
      waiting.add(new Waiting(steps, sinceMillis));
    }
    return waiting;
  }

  private static List<Touchpoint> readTouchpoints(DataInput in) throws IOException {
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      touchpoints.add(TouchpointCodec.read(in));
    }
    return touchpoints;
  }
}
