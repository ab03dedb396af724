package io.tallystick.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link of a page leads somewhere, and every page is led to. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

  private record Link(Path from, String target) {
    boolean isElsewhere() {
      return target.matches("[a-z]+:.*");
    }

    Path file() {
      String name = target.replaceFirst("#.*", "");
      return name.isEmpty() ? from : from.resolveSibling(name).normalize();
    }

    boolean leadsSomewhere() {
      int mark = target.indexOf('#');
      return Files.exists(file())
          && (mark < 0 || anchors(file()).contains(target.substring(mark + 1)));
    }

    @Override
    public String toString() {
      return Repository.nameOf(from) + " -> " + target;
    }
  }

  private static String prose(Path page) {
    return BLOCK.matcher(Repository.text(page)).replaceAll("");
  }

  private static List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (Path page : Repository.pages()) {
      Matcher found = LINK.matcher(prose(page));
      while (found.find()) {
        links.add(new Link(page, found.group(1)));
      }
    }
    return links;
  }

  /**
   * What a heading is called in an address: small letters, no punctuation, a hyphen for each blank.
   */
  private static Set<String> anchors(Path page) {
    Set<String> anchors = new HashSet<>();
    Matcher found = HEADING.matcher(prose(page));
    while (found.find()) {
      String anchor =
          found
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      for (int again = 1; !anchors.add(anchor); again++) {
        anchor = anchor.replaceFirst("(-\\d+)?$", "-" + again);
      }
    }
    return anchors;
  }

  @Test
  void linksLeadSomewhere() {
    List<Link> here = links().stream().filter(link -> !link.isElsewhere()).toList();

    assertThat(here).hasSizeGreaterThan(100);
    assertThat(here).filteredOn(link -> !link.leadsSomewhere()).isEmpty();
  }

  @Test
  void everyPageIsLedTo() {
    Set<Path> ledTo =
        links().stream()
            .filter(link -> !link.file().equals(link.from()))
            .map(Link::file)
            .collect(Collectors.toSet());

    assertThat(Repository.pages())
        .filteredOn(page -> !page.equals(Repository.root().resolve("README.md")))
        .allMatch(ledTo::contains);
  }
}
