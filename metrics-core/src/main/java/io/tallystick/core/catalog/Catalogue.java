package io.tallystick.core.catalog;

import io.tallystick.MetricDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every metric that is described from the start, in sections, found by name or alias.
 *
 * <p>Immutable, safe for any thread, in the same order every time.
 *
 * <pre>{@code
 * MetricDescriptor requests = Catalogue.builtIn().find("http.request.count").orElseThrow();
 * requests.expositionName(); // http_requests_total
 * }</pre>
 */
public final class Catalogue {
  private static final String FILE = "catalogue.txt";

  private static @Nullable Catalogue builtIn;

  private final List<CatalogueSection> sections;
  private final List<MetricDescriptor> descriptors;
  private final Map<String, MetricDescriptor> byName = new HashMap<>();

  Catalogue(List<CatalogueSection> sections) {
    this.sections = List.copyOf(sections);
    this.descriptors =
        sections.stream()
            .flatMap(section -> section.entries().stream())
            .map(CatalogueEntry::descriptor)
            .toList();
    for (MetricDescriptor descriptor : descriptors) {
      byName.put(descriptor.name(), descriptor);
      descriptor.aliases().forEach(alias -> byName.put(alias, descriptor));
    }
  }

  /**
   * The catalogue of this library, read on the first call.
   *
   * @throws IllegalStateException if the jar was repacked without the catalogue's file
   */
  public static synchronized Catalogue builtIn() {
    // A class initialiser would make a repacked jar fail with an Error, which hosts do not catch.
    Catalogue known = builtIn;
    if (known == null) {
      known = new Catalogue(CatalogueParser.parse(FILE, builtInLines()));
      builtIn = known;
    }
    return known;
  }

  /** The sections, in the order in which they are documented. */
  public List<CatalogueSection> sections() {
    return sections;
  }

  /** The descriptors of all sections, in the order in which they are documented. */
  public List<MetricDescriptor> descriptors() {
    return descriptors;
  }

  /** The metric that has this name or alias, or empty. */
  public Optional<MetricDescriptor> find(String nameOrAlias) {
    return Optional.ofNullable(byName.get(nameOrAlias));
  }

  private static List<String> builtInLines() {
    try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(
            "io/tallystick/core/catalog/" + FILE + " is not in the jar: repack it with resources.");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The catalogue's file cannot be read.", unreadable);
    }
  }
}
