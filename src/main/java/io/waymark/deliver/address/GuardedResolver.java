package io.waymark.deliver.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host of a webhook and refuses it if any of its addresses is forbidden. HttpClient
 * connects to the addresses that are returned here and asks nobody again.
 */
public final class GuardedResolver implements DnsResolver {
  private final DnsResolver names;
  private final AddressGuard guard;

  /**
   * Creates a resolver over another.
   *
   * @param names finds the addresses of a host, a literal among them
   */
  public GuardedResolver(DnsResolver names, AddressGuard guard) {
    this.names = names;
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      Optional<String> refusal = guard.refusal(address);
      if (refusal.isPresent()) {
        throw new ForbiddenAddressException(
            "no connection to " + host + ": " + refusal.get() + "; deliver.networks permits one");
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }
}
