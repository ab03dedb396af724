package io.tallystick.core.deliver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be called: public ones, and what is listed.
 *
 * <p>Of IPv6 only what the internet routes is public (2000::/3), so whatever is local in some way
 * is refused without being named. An address that holds another one in it (mapped, NAT64, 6to4,
 * ISATAP) is as public as that one. Where a cloud tells its secrets is refused even within a range
 * that is listed: it has to be listed by itself.
 *
 * <p>Immutable.
 */
final class AddressRules {
  static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23", // Teredo, benchmarks and whatever else has a protocol of its own
          "2001:db8::/32",
          "3fff::/20");

  private static final List<AddressRange> METADATA =
      ranges(
          "169.254.169.254",
          "169.254.170.2",
          "169.254.170.23",
          "100.100.100.200",
          "192.0.0.192",
          "168.63.129.16",
          "fd00:ec2::254",
          "fd00:ec2::23",
          "fd20:ce::254");

  private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1");
  private static final AddressRange ROUTED = AddressRange.of("2000::/3");
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
  private static final int MAPPED_AT = 12;
  private static final int SIX_TO_FOUR_AT = 2;
  private static final int FOUR = 4;

  private final List<AddressRange> listed;

  private AddressRules(List<AddressRange> listed) {
    this.listed = List.copyOf(listed);
  }

  private static List<AddressRange> ranges(String... texts) {
    return Arrays.stream(texts).map(AddressRange::of).toList();
  }

  /** These, and a range more. */
  AddressRules and(AddressRange range) {
    List<AddressRange> more = new ArrayList<>(listed);
    more.add(range);
    return new AddressRules(more);
  }

  /** Whether it is this machine. */
  static boolean isLoopback(byte[] stated) {
    byte[] address = isMapped(stated) ? held(stated, MAPPED_AT) : stated;
    return LOOPBACK.stream().anyMatch(range -> range.contains(address));
  }

  boolean allow(byte[] stated) {
    byte[] address = isMapped(stated) ? held(stated, MAPPED_AT) : stated;
    if (METADATA.stream().anyMatch(range -> range.contains(address))) {
      return listed.stream().anyMatch(range -> range.isOneAddress() && range.contains(address));
    }
    return listed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == FOUR) {
      return isOutsideOf(NOT_PUBLIC, address) && isOutsideOf(METADATA, address);
    }
    if (NAT64.contains(address)) {
      return isPublic(held(address, MAPPED_AT));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return isPublic(held(address, SIX_TO_FOUR_AT));
    }
    return ROUTED.contains(address)
        && isOutsideOf(NOT_PUBLIC, address)
        && (!isIsatap(address) || isPublic(held(address, MAPPED_AT)));
  }

  private static boolean isOutsideOf(List<AddressRange> ranges, byte[] address) {
    return ranges.stream().noneMatch(range -> range.contains(address));
  }

  /** {@code ::ffff:a.b.c.d}, which the system calls by its IPv4 part. */
  private static boolean isMapped(byte[] address) {
    return address.length == 16
        && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
        && address[10] == -1
        && address[11] == -1;
  }

  /** An address of a tunnel to an IPv4 address, which stands behind 0:5efe. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && (address[11] & 0xff) == 0xfe;
  }

  private static byte[] held(byte[] address, int at) {
    return Arrays.copyOfRange(address, at, at + FOUR);
  }
}
