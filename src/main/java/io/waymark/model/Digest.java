package io.waymark.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Digests texts with SHA-256, cut to a length at which collisions are out of the question;
 * versions, triggers and transitions are identified by it.
 */
public final class Digest {
  private Digest() {}

  /**
   * Returns 24 hexadecimal digits. The parts are kept apart, so that ("ab", "c") and ("a", "bc")
   * differ.
   */
  public static String hex(String... parts) {
    return HexFormat.of().formatHex(sha256(parts), 0, 12);
  }

  /** Returns the first 8 bytes as a number. */
  public static long number(String... parts) {
    return ByteBuffer.wrap(sha256(parts)).getLong();
  }

  /** Returns a number from 0 to {@code many} - 1, which is spread evenly over all parts. */
  public static long spread(long many, String... parts) {
    long hash = number(parts);
    long upper = Math.multiplyHigh(hash, many);
    return hash < 0 ? upper + many : upper;
  }

  private static byte[] sha256(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
