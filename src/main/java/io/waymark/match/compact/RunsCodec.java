package io.waymark.match.compact;

import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.binary.SmallMap;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the binary form of {@link CompactRuns}. A run of one touchpoint takes 15 bytes
 * and the touchpoint's id.
 *
 * <pre>
 * format, time of the first touchpoint
 * links:    count, then each: the link before it, its place, its touchpoint
 * chains:   count, then each: the place at which it waits, its last link
 * firsts:   count, then each a touchpoint
 * complete: its last link
 * </pre>
 *
 * <p>A link is named by its number, from 1, and none by 0. A touchpoint is named by its number
 * where it was written before; else by 0, then its id, type (its index among the types that the
 * pattern names; else -1 and the type itself), time (after the first) and the fields that {@link
 * Kept} names.
 */
final class RunsCodec {
  private static final int FORMAT = 1;

  /** The number of a type that a step asks for without naming it. */
  static final int UNNAMED = -1;

  private final ByteOutput buffer = new ByteOutput(64);
  private final int places;

  /** The types of the pattern, in an order that is the same for all versions of one structure. */
  private final List<String> types;

  /** The number of each of {@link #types}. */
  private final Map<String, Integer> numbers;

  RunsCodec(Pattern pattern, int places) {
    this.places = places;
    this.types = pattern.types().stream().sorted().toList();
    this.numbers =
        SmallMap.copyOf(
            IntStream.range(0, types.size()).boxed().collect(Collectors.toMap(types::get, i -> i)));
  }

  /** Returns the number by which the type of a touchpoint is written. */
  int typeIndex(Touchpoint touchpoint) {
    return number(numbers, touchpoint);
  }

  static int number(Map<String, Integer> types, Touchpoint touchpoint) {
    return types.getOrDefault(touchpoint.type(), UNNAMED);
  }

  byte[] encode(CompactRuns runs) throws IOException {
    ByteOutput out = buffer;
    out.reset();
    Links links = new Links(runs);
    long firstMillis = links.firstMillis(runs.firsts);
    TouchpointWriter touchpoints = new TouchpointWriter(out, numbers, firstMillis);
    out.writeByte(FORMAT);
    Binary.writeInteger(out, firstMillis);
    Binary.writeInteger(out, links.all().size());
    for (Chain link : links.all()) {
      Binary.writeInteger(out, links.number(link.before()));
      Binary.writeInteger(out, link.place());
      touchpoints.write(link.last());
    }
    Binary.writeInteger(out, runs.waiting());
    for (int place = 0; place < places; place++) {
      Chain chain = runs.chains[place];
      if (chain != null) {
        Binary.writeInteger(out, place);
        Binary.writeInteger(out, links.number(chain));
      }
    }
    Binary.writeInteger(out, runs.firsts.size());
    for (Touchpoint first : runs.firsts) {
      touchpoints.write(first);
    }
    Binary.writeInteger(out, links.number(runs.complete));
    return out.toByteArray();
  }

  CompactRuns decode(String customer, byte[] bytes) throws IOException {
    ByteInput in = new ByteInput(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("unknown format of open runs: " + format);
    }
    TouchpointReader touchpoints =
        new TouchpointReader(in, types, Binary.readInteger(in), customer);
    CompactRuns runs = new CompactRuns(places);
    List<@Nullable Chain> links = new ArrayList<>();
    links.add(null);
    for (int left = Binary.readCount(in); left > 0; left--) {
      Chain before = links.get(Binary.readCount(in));
      links.add(Chain.of(before, Binary.readCount(in), touchpoints.read()));
    }
    for (int left = Binary.readCount(in); left > 0; left--) {
      runs.chains[Binary.readCount(in)] = links.get(Binary.readCount(in));
    }
    for (int left = Binary.readCount(in); left > 0; left--) {
      runs.firsts.add(touchpoints.read());
    }
    runs.complete = links.get(Binary.readCount(in));
    return runs;
  }
}
