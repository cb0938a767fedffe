package io.waymark.lab.shop;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shop and how far its touchpoints have been sent, in a small file, so that a restart continues
 * where the last run ended.
 *
 * @param sentBefore everything that happened before this time has been sent
 */
record Bookmark(Shop shop, Instant sentBefore) {

  /** Returns the bookmark of a shop that has sent nothing. */
  static Bookmark atStart(Shop shop) {
    return new Bookmark(shop, Instant.EPOCH);
  }

  Bookmark movedTo(long millis) {
    return new Bookmark(shop, Instant.ofEpochMilli(millis));
  }

  /** Returns the touchpoints that are still to be sent. */
  Crowd rest() {
    return shop.touchpointsFrom(sentBefore);
  }

  static Optional<Bookmark> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    try {
      Shop shop =
          new Shop(
              Long.parseLong(lines.getProperty("seed", "")),
              Instant.parse(lines.getProperty("opened", "")),
              Duration.parse(lines.getProperty("history", "")));
      return Optional.of(new Bookmark(shop, Instant.parse(lines.getProperty("sentBefore", ""))));
    } catch (DateTimeException | NumberFormatException broken) {
      throw new IOException(
          file + " is not a bookmark of the shop; choose another --data folder", broken);
    }
  }

  /** Writes the file atomically: a kill in between leaves the old one. */
  void write(Path file) throws IOException {
    Map<String, Object> lines = new TreeMap<>();
    lines.put("seed", shop.seed());
    lines.put("opened", shop.opened());
    lines.put("history", shop.history());
    lines.put("sentBefore", sentBefore);
    String text =
        lines.entrySet().stream()
            .map(line -> line.getKey() + "=" + line.getValue() + "\n")
            .collect(Collectors.joining());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
