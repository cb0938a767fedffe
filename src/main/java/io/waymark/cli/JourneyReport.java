package io.waymark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.api.Watching;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Plan;
import io.waymark.lifecycle.Stage;
import io.waymark.rule.Rule;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes the journey map of a playback as one HTML file, which opens from disk without a server.
 *
 * <p>The file holds the console's own pictures and tables with the cut inside. Its policy lets run
 * only the script, and apply only the styles, whose hashes it names; the cut is data that no
 * browser runs, and no name in it can end the element that holds it.
 */
final class JourneyReport {
  static final String FILE = "journey.html";

  private static final ObjectMapper JSON = new ObjectMapper();

  private JourneyReport() {}

  /**
   * Writes the report.
   *
   * @param cut the document of a whole cut, as JSON
   * @param rules that were played
   */
  static void write(Path file, byte[] cut, Lifecycle lifecycle, List<Rule> rules)
      throws IOException, MalformedDocumentException {
    ObjectNode found = JSON.createObjectNode();
    found.put("goal", lifecycle.goal());
    found.set("plan", plan(lifecycle));
    Optional<MapCut> whole = MapCutDocument.read(cut);
    whole.ifPresent(each -> found.set("watching", Watching.of(rules).json(each)));
    found.set("cut", JSON.readTree(cut));
    Files.writeString(file, page(found.toString()));
  }

  private static String page(String found) {
    String script = bundled("report.js");
    String styles = bundled("report.css");
    String policy =
        "default-src 'none'; script-src %s; style-src %s; img-src blob: data:; base-uri 'none'; form-action 'none'"
            .formatted(source(script), source(styles));
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="color-scheme" content="light dark">
        <title>Waymark: journey map of a playback</title>
        <link rel="icon" href="data:,">
        <style>%s</style>
        </head>
        <body>
        <div id="app"></div>
        <script type="application/json" id="found">%s</script>
        <script type="module">%s</script>
        </body>
        </html>
        """
        .formatted(policy, styles, inert(found), script);
  }

  /** Returns what the stages expect, by stage. */
  private static ObjectNode plan(Lifecycle lifecycle) {
    ObjectNode stages = JSON.createObjectNode();
    for (Stage stage : lifecycle.stages()) {
      Plan plan = stage.plan();
      if (!plan.equals(Plan.NONE)) {
        ObjectNode expected = stages.putObject(stage.name());
        expected.put("withinMillis", plan.withinMillis());
        plan.touchpoints().forEach(expected.putArray("touchpoints")::add);
      }
    }
    return stages;
  }

  /** Returns JSON without any character that could begin markup. */
  private static String inert(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String bundled(String name) {
    try (InputStream in = JourneyReport.class.getResourceAsStream("/console/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the build has left out console/" + name + "; build again with mvn package");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how a policy names an inline element: by the hash of its text. */
  private static String source(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
