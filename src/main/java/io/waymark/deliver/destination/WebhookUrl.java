package io.waymark.deliver.destination;

import io.waymark.deliver.address.AddressGuard;
import io.waymark.settings.Network;
import io.waymark.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of a webhook. An address in numbers is checked here already; that of a name is
 * known only when it is connected to.
 */
final class WebhookUrl {
  private static final AddressGuard PUBLIC_ONLY = new AddressGuard(List.of());
  private static final int MOST = 2_000;

  /** Whatever a resolver may take for numbers: 127.1, 0x7f000001, 017700000001, 2130706433. */
  private static final Pattern NUMBERS =
      Pattern.compile("(0[xX][0-9A-Fa-f]*|\\d+)(\\.(0[xX][0-9A-Fa-f]*|\\d+))*\\.?");

  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?";

  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private WebhookUrl() {}

  static Optional<URI> read(YamlValue value, boolean isPrivate) {
    String text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      String problem = problem(url, isPrivate);
      if (problem == null) {
        return Optional.of(url);
      }
      value.problem(problem);
    } catch (URISyntaxException e) {
      value.problem("no URL: " + e.getReason() + "; write https://host/path");
    }
    return Optional.empty();
  }

  private static @Nullable String problem(URI url, boolean isPrivate) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = host(url);
    if (!(scheme.equals("https") || scheme.equals("http")) || host.isEmpty()) {
      return "expected a URL such as https://host/path";
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return "a webhook's URL has neither a user nor a fragment";
    }
    if (url.toString().length() > MOST) {
      return "a webhook's URL has at most " + MOST + " characters";
    }
    if (scheme.equals("http") && !isPrivate) {
      return "customers' data goes over https; http is for 'private: true' only";
    }
    return hostProblem(host, isPrivate);
  }

  /** Returns the host; of an authority that is no host the part before its port. */
  private static String host(URI url) {
    String authority = url.getRawAuthority();
    if (url.getHost() != null || authority == null) {
      return url.getHost() == null ? "" : url.getHost();
    }
    return authority.replaceFirst(":\\d*$", "");
  }

  private static @Nullable String hostProblem(String host, boolean isPrivate) {
    boolean isInBrackets = host.startsWith("[");
    if (!isInBrackets && NUMBERS.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
      return "write an address as four decimal numbers, such as 192.0.2.1";
    }
    if (!isInBrackets && !host.matches(NAME)) {
      return "'" + host + "' is no name of a host";
    }
    if (isPrivate) {
      return null;
    }
    if (host.toLowerCase(Locale.ROOT).matches("(.*\\.)?(localhost|local|internal)\\.?")) {
      return "'" + host + "' is no host of the public internet; 'private: true' allows it";
    }
    String literal = isInBrackets ? host.substring(1, host.length() - 1) : host;
    return Network.parse(literal)
        .flatMap(network -> PUBLIC_ONLY.refusal(network.address()))
        .map(refusal -> refusal + "; 'private: true' allows it, if the settings do")
        .orElse(null);
  }
}
