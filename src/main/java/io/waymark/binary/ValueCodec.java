package io.waymark.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads the value of a touchpoint's property: a kind byte, then a text, integer,
 * fraction, boolean, list or map. Lists and maps nest. A number that is neither a long nor a double
 * is a decimal: its scale, then its unscaled value as bytes.
 */
public final class ValueCodec {
  private static final int TEXT = 0;
  private static final int INTEGER = 1;
  private static final int FRACTION = 2;
  private static final int FALSE = 3;
  private static final int TRUE = 4;
  private static final int LIST = 5;
  private static final int MAP = 6;
  private static final int DECIMAL = 7;

  private ValueCodec() {}

  public static void write(DataOutput out, Object value) throws IOException {
    if (value instanceof String text) {
      out.writeByte(TEXT);
      Binary.writeText(out, text);
    } else if (value instanceof Long integer) {
      out.writeByte(INTEGER);
      Binary.writeInteger(out, integer);
    } else if (value instanceof Double fraction) {
      out.writeByte(FRACTION);
      out.writeDouble(fraction);
    } else if (value instanceof BigDecimal decimal) {
      out.writeByte(DECIMAL);
      Binary.writeInteger(out, decimal.scale());
      Binary.writeBytes(out, decimal.unscaledValue().toByteArray());
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TRUE : FALSE);
    } else if (value instanceof List<?> list) {
      out.writeByte(LIST);
      Binary.writeInteger(out, list.size());
      for (Object item : list) {
        write(out, item);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte(MAP);
      writeMap(out, map);
    } else {
      throw new IllegalArgumentException("not a value of a touchpoint: " + value.getClass());
    }
  }

  public static Object read(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case TEXT -> Binary.readText(in);
      case INTEGER -> Binary.readInteger(in);
      case FRACTION -> in.readDouble();
      case DECIMAL -> readDecimal(in);
      case FALSE -> false;
      case TRUE -> true;
      case LIST -> readList(in);
      case MAP -> readMap(in);
      default -> throw new IOException("unknown kind of value: " + kind);
    };
  }

  private static BigDecimal readDecimal(DataInput in) throws IOException {
    int scale = (int) Binary.readInteger(in);
    return new BigDecimal(new BigInteger(Binary.readBytes(in)), scale);
  }

  /** Writes properties or traits by name, without a kind byte. */
  public static void writeMap(DataOutput out, Map<?, ?> map) throws IOException {
    Binary.writeInteger(out, map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Binary.writeText(out, (String) entry.getKey());
      write(out, entry.getValue());
    }
  }

  /** Reads what {@link #writeMap} wrote, in its order. */
  public static Map<String, Object> readMap(DataInput in) throws IOException {
    int size = Binary.readCount(in);
    if (size == 0) {
      return Map.of();
    }
    if (size <= SmallMap.MAX_ENTRIES) {
      String[] keys = new String[size];
      Object[] values = new Object[size];
      for (int i = 0; i < size; i++) {
        keys[i] = Binary.readInterned(in);
        values[i] = read(in);
      }
      return new SmallMap<>(keys, values);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(Binary.readInterned(in), read(in));
    }
    return map;
  }

  private static List<Object> readList(DataInput in) throws IOException {
    int size = Binary.readCount(in);
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return list;
  }
}
