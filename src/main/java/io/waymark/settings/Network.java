package io.waymark.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses as in {@code 10.20.0.0/16} or {@code fd00::/8}; without a length it is one
 * address.
 *
 * @param text as it was written
 * @param bits the number of leading bits that count
 */
public record Network(String text, InetAddress address, int bits) {
  /** Literals only, so that reading one never asks a name server. */
  private static final Pattern FORM =
      Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  /** Returns the network that a text means; empty if it means none. */
  public static Optional<Network> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.getByName(matcher.group(1));
      int size = address.getAddress().length * Byte.SIZE;
      int bits = matcher.group(2) == null ? size : Integer.parseInt(matcher.group(2));
      return bits > size ? Optional.empty() : Optional.of(new Network(text, address, bits));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns a network that is written in the code. */
  public static Network of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (ours[i] != theirs[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest);
    return rest == 0 || ((ours[whole] ^ theirs[whole]) & mask & 0xff) == 0;
  }
}
