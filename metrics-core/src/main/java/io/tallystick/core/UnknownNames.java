package io.tallystick.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that look like an option's but are none: a typing error would else go unnoticed. */
final class UnknownNames {
  private static final String PRODUCT = "tallystick";

  /** Names are compared letter by letter, so an endless one must not be. */
  private static final int LONGEST_COMPARED = 80;

  /**
   * What Kubernetes puts into the environment of every container once there is a service of the
   * name tallystick, or of one that starts with it.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "TALLYSTICK(_[A-Z0-9_]+)?"
              + "(_SERVICE_HOST|_SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|_PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private UnknownNames() {}

  /** A sentence for each unknown name, in alphabetical order. */
  static List<String> problems(OptionSources sources) {
    Stream<String> properties =
        unknown(sources.properties().keySet(), Option::property)
            .map(name -> problem("property", name, nearest(name).property()));
    Stream<String> variables =
        unknown(sources.environment().keySet(), Option::variable)
            .filter(name -> !SERVICE_LINK.matcher(name).matches())
            .map(name -> problem("variable", name, nearest(name).variable()));
    return Stream.concat(properties, variables).toList();
  }

  private static Stream<String> unknown(Set<String> names, Function<Option<?>, String> nameOf) {
    Set<String> known = Options.table().stream().map(nameOf).collect(Collectors.toSet());
    return names.stream()
        .filter(UnknownNames::looksLikeOurs)
        .filter(name -> !known.contains(name))
        .sorted();
  }

  /** In any case and with either separator: {@code tallystick_enabled} is meant for us too. */
  private static boolean looksLikeOurs(String name) {
    return name.length() > PRODUCT.length()
        && "._-".indexOf(name.charAt(PRODUCT.length())) >= 0
        && name.regionMatches(true, 0, PRODUCT, 0, PRODUCT.length());
  }

  private static String problem(String what, String name, String nearest) {
    return "The %s %s is not known: did you mean %s?"
        .formatted(what, OptionResolver.shown(name), nearest);
  }

  private static Option<?> nearest(String name) {
    String plain = plain(name);
    return Options.table().stream()
        .min(
            Comparator.comparingInt((Option<?> option) -> distance(plain, plain(option.property())))
                .thenComparingInt(option -> -sharedStart(plain, plain(option.property()))))
        .orElseThrow();
  }

  /** How many letters two names begin with alike. */
  private static int sharedStart(String one, String other) {
    int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
    return mismatch < 0 ? one.length() : mismatch;
  }

  private static String plain(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_COMPARED))
        .toLowerCase(Locale.ROOT)
        .replace('_', '.')
        .replace('-', '.');
  }

  /** How many letters must be put in, taken out or changed to make one name of the other. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      above = nextRow(above, row, from.charAt(row - 1), to);
    }
    return above[to.length()];
  }

  private static int[] nextRow(int[] above, int row, char letter, String to) {
    int[] line = new int[above.length];
    line[0] = row;
    for (int column = 1; column < line.length; column++) {
      int changed = above[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
      line[column] = Math.min(changed, 1 + Math.min(above[column], line[column - 1]));
    }
    return line;
  }
}
