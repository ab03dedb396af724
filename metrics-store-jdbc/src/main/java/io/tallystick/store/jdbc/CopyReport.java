package io.tallystick.store.jdbc;

import java.util.List;

/**
 * What a copy of a store found and did.
 *
 * <pre>{@code
 * CopyReport report = StoreCopy.from(source).to(target).run(LOGGER::info);
 * if (!report.isComplete()) {
 *   report.differences().forEach(LOGGER::error);
 * }
 * }</pre>
 *
 * @param buckets how many buckets the target is to have of the source
 * @param bucketsWritten how many of these it did not have before, or not so
 * @param pointsWritten how many raw points were new to it
 * @param differences what is not in the target as it is in the source, each in a sentence
 */
public record CopyReport(
    long buckets, long bucketsWritten, long pointsWritten, List<String> differences) {
  /** Copies the list. */
  public CopyReport {
    differences = List.copyOf(differences);
  }

  /** Whether the target has all that it is to have of the source. */
  public boolean isComplete() {
    return differences.isEmpty();
  }
}
