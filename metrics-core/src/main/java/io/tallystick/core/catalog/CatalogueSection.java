package io.tallystick.core.catalog;

import java.util.List;

/**
 * Metrics of the catalogue that are documented together.
 *
 * <p>Immutable.
 *
 * <pre>{@code
 * for (CatalogueSection section : Catalogue.builtIn().sections()) {
 *   page.heading(section.title());
 *   section.entries().forEach(entry -> page.row(entry.descriptor().name()));
 * }
 * }</pre>
 *
 * @param title the section's title
 * @param notes sentences in Markdown, without their full stops, on what no single metric can say
 * @param entries the metrics, in the order in which they are documented
 */
public record CatalogueSection(String title, List<String> notes, List<CatalogueEntry> entries) {
  /** Copies the lists. */
  public CatalogueSection {
    notes = List.copyOf(notes);
    entries = List.copyOf(entries);
  }
}
