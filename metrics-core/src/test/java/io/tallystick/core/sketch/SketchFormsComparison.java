package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The comparison behind {@code docs/decisions/0007}, which names the command that runs it: no part
 * of a build. Leaves {@code target/sketch-forms.md} and holds that the form which is stored is the
 * one that meets every bound.
 *
 * <p>Run without assertions: a t-digest 3.3 trips over its own when it is merged.
 */
class SketchFormsComparison {
  @Test
  void onlyTheStoredFormMeetsEveryBound() throws IOException {
    SketchForm stored = new GridDigestForm();
    List<FormTrial> trials =
        Stream.of(
                stored,
                new PlainDigestForm(200),
                new PlainDigestForm(300),
                new PlainDigestForm(500),
                new GridCountsForm(5),
                new GridCountsForm(6),
                new GridCountsForm(7))
            .map(FormTrial::of)
            .toList();
    Files.writeString(Path.of("target", "sketch-forms.md"), FormTrial.report(trials));
    assertThat(trials)
        .filteredOn(FormTrial::meetsAll)
        .extracting(FormTrial::form)
        .containsExactly(stored);
  }
}
