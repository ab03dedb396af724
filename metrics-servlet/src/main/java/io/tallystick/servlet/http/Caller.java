package io.tallystick.servlet.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request and the address that it comes from in the end.
 *
 * @param address null where it cannot be read
 */
record Caller(Request request, @Nullable InetAddress address) {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** What proxies say beside headers that begin with X-Forwarded. */
  private static final Set<String> OF_PROXIES =
      Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

  /**
   * Follows what proxies say of the address, from the nearest one back, as long as each that says
   * something is one of ours.
   */
  static Caller of(Request request, List<IpRange> proxies) {
    InetAddress address = IpRange.address(request.remoteAddress());
    String forwarded = request.header(FORWARDED_FOR);
    String[] hops = forwarded == null ? new String[0] : forwarded.split(",", -1);
    for (int i = hops.length - 1; i >= 0 && isOneOf(proxies, address); i--) {
      address = IpRange.address(hops[i].trim());
    }
    return new Caller(request, address);
  }

  private static boolean isOneOf(List<IpRange> proxies, @Nullable InetAddress address) {
    return proxies.stream().anyMatch(range -> range.includes(address));
  }

  /** Whether the request was made on this machine, and by nobody's order from elsewhere. */
  boolean isLocal() {
    InetAddress remote = IpRange.address(request.remoteAddress());
    return remote != null
        && remote.isLoopbackAddress()
        && request.headerNames().stream().noneMatch(Caller::isOfProxies)
        && isLoopbackHost(request.header("Host"));
  }

  private static boolean isOfProxies(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("x-forwarded") || OF_PROXIES.contains(name);
  }

  /** A page elsewhere may let its own name lead to this machine; its name stands in the header. */
  private static boolean isLoopbackHost(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    InetAddress address = IpRange.address(name);
    return name.equalsIgnoreCase("localhost") || (address != null && address.isLoopbackAddress());
  }

  /** The address in numbers, or a word where it cannot be read. */
  String addressText() {
    return address == null ? "unknown" : address.getHostAddress();
  }
}
