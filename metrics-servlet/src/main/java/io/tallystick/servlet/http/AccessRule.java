package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Immutable; any thread may use it. What it was made of is not shown by {@link
 * #toString}.
 *
 * <pre>{@code
 * AccessRule rule =
 *     AccessRule.anyOf(
 *         AccessRule.token("prometheus", System.getenv("SCRAPE_TOKEN")),
 *         AccessRule.role("admin"));
 * }</pre>
 */
public final class AccessRule {
  private static final int SHORTEST_TOKEN = 16;
  private static final String BEARER = "Bearer ";

  private final String words;
  private final Function<Caller, Verdict> check;

  private AccessRule(String words, Function<Caller, Verdict> check) {
    this.words = words;
    this.check = check;
  }

  /**
   * Whoever asks from this machine, by its loopback address and by a name of it. What a proxy says
   * it forwards is refused, for behind a proxy on this machine every visitor has that address. Not
   * every proxy says so: where anything forwards to this application, state another rule, such as a
   * {@link #token}.
   */
  public static AccessRule loopback() {
    return new AccessRule(
        "loopback", caller -> caller.isLocal() ? Verdict.allowed("loopback") : Verdict.REFUSED);
  }

  /**
   * Whoever sends a token in the header {@code Authorization: Bearer …}.
   *
   * @param name who that is, for limits and logs
   * @param token at least 16 visible characters of ASCII
   */
  public static AccessRule token(String name, String token) {
    requireNonNull(name, "name");
    boolean isVisible = token.chars().allMatch(each -> each > ' ' && each < 0x7f);
    if (token.length() < SHORTEST_TOKEN || !isVisible) {
      throw new IllegalArgumentException(
          ("The token of %s has %d characters: give at least %d, visible ones of ASCII, such as"
                  + " openssl rand -hex 32 makes.")
              .formatted(name, token.length(), SHORTEST_TOKEN));
    }
    byte[] expected = digest(token);
    return new AccessRule(
        "token of " + name,
        caller -> {
          String given = bearer(caller.request().header("Authorization"));
          return given != null && MessageDigest.isEqual(expected, digest(given))
              ? Verdict.allowed(name)
              : Verdict.UNKNOWN;
        });
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).trim()
        : null;
  }

  /** Digests are of one length, so that comparing them takes as long for any two. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** Whoever the host's own login says has a role. */
  public static AccessRule role(String role) {
    requireNonNull(role, "role");
    return new AccessRule(
        "role " + role,
        caller -> {
          String principal = caller.request().principal();
          if (principal == null) {
            return Verdict.UNKNOWN;
          }
          return caller.request().isInRole(role) ? Verdict.allowed(principal) : Verdict.REFUSED;
        });
  }

  /**
   * Whoever asks from one of these addresses, such as {@code 10.0.0.0/8} or {@code 192.0.2.7}.
   *
   * @throws IllegalArgumentException when one cannot be read; names are not looked up
   */
  public static AccessRule addresses(String... ranges) {
    List<IpRange> all = Arrays.stream(ranges).map(IpRange::parse).toList();
    return new AccessRule(
        "addresses " + List.of(ranges),
        caller ->
            all.stream().anyMatch(range -> range.includes(caller.address()))
                ? Verdict.allowed(caller.addressText())
                : Verdict.REFUSED);
  }

  /**
   * Whoever the host says. Where its answer is no, or it throws, nobody may.
   *
   * @param isAllowed called by any thread, and quickly
   */
  public static AccessRule when(Predicate<Request> isAllowed) {
    requireNonNull(isAllowed, "isAllowed");
    return new AccessRule(
        "the host's own",
        caller -> {
          String principal = caller.request().principal();
          return isAllowed.test(caller.request())
              ? Verdict.allowed(principal == null ? caller.addressText() : principal)
              : Verdict.REFUSED;
        });
  }

  /** Everybody. For endpoints that something else in front of them guards. */
  public static AccessRule everybody() {
    return new AccessRule("everybody", caller -> Verdict.allowed(caller.addressText()));
  }

  /** Whom one of the rules allows. */
  public static AccessRule anyOf(AccessRule... rules) {
    List<AccessRule> all = List.of(rules);
    return new AccessRule(
        "any of " + all,
        caller -> {
          Verdict last = Verdict.REFUSED;
          for (AccessRule rule : all) {
            Verdict verdict = rule.check(caller);
            if (verdict.isAllowed()) {
              return verdict;
            }
            last = verdict.kind() == Verdict.Kind.UNKNOWN ? verdict : last;
          }
          return last;
        });
  }

  /**
   * Whom both this rule and another allow; it is called as the one that knows more than an address.
   */
  public AccessRule and(AccessRule other) {
    requireNonNull(other, "other");
    return new AccessRule(
        words + " and " + other,
        caller -> {
          Verdict verdict = check(caller);
          if (!verdict.isAllowed()) {
            return verdict;
          }
          Verdict second = other.check(caller);
          boolean isAddress = caller.addressText().equals(verdict.principal());
          return second.isAllowed() && !isAddress ? verdict : second;
        });
  }

  Verdict check(Caller caller) {
    return check.apply(caller);
  }

  /** What kind of rule it is, without any secret. */
  @Override
  public String toString() {
    return words;
  }
}
