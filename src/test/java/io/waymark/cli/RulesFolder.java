package io.waymark.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of rules, and what commands say about it. */
final class RulesFolder {
  static final String HELP =
      """
      rule: payment-frustration
      title: Payment keeps failing at checkout
      signal: frustration
      owner: customer-service
      status: draft
      who: {stage: [consideration, purchase], where: 'customer.traits.country == "DE"'}
      pattern:
        correlate: event.properties.orderId
        within: 30m
        steps:
          - failure: Payment Failed
            where: event.properties.amount > 20.0
            times: 2
          - absent: Payment Succeeded
          - help: [Help Article Viewed, Chat Started]
      trigger: {to: service-desk, cooldown: 7d}
      """;

  static final String CHEAPER =
      """
      rule: cheaper
      title: What is in the cart got cheaper
      signal: opportunity
      owner: ecommerce
      status: live
      pattern:
        within: 14d
        steps:
          - added: Product Added
          - seen: Product Viewed
            where: event.properties.price < added.last.properties.price
      trigger: {to: email-campaigns}
      """;

  static final String STALL =
      """
      rule: onboarding-stalls
      title: Has it, does not use it
      signal: stall
      owner: customer-success
      status: shadow
      stall: {stage: onboarding, for: 7d, unless: Feature Used}
      trigger: {to: email-campaigns}
      """;

  static final String EACH =
      "rule: each\ntitle: T\nsignal: stall\nowner: o\nstatus: live\ntrigger: {to: x}\n"
          + "pattern: {steps: [{a: Ticket Opened}]}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;

  RulesFolder(Path folder) {
    this.folder = folder;
  }

  RulesFolder write(String name, String rule) {
    try {
      Files.writeString(folder.resolve(name + ".yaml"), rule);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  int waymark(String... command) {
    return Waymark.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command);
  }

  /** Returns the output since the last call. */
  String said() {
    String said = (out.toString() + err).replace(folder.toString(), "DIR");
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return said.replace(System.lineSeparator(), "\n");
  }
}
