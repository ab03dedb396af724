package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes as they lie in databases, one file for each version that was ever released.
 *
 * <p>These files are never made anew. They stand for histories that people keep for years and
 * cannot record again: when this test fails, the release that is about to be made cannot read them
 * any more, and it is the code that has to change. A new stored form takes the next version byte
 * and a file beside these.
 */
class GoldenSketchTest {
  @ParameterizedTest
  @MethodSource("released")
  void everyReleasedVersionStaysReadable(String line) {
    String[] columns = line.split(" +");
    QuantileSketch sketch = QuantileSketch.decode(HexFormat.of().parseHex(columns[6]));
    assertThat(sketch.count()).isEqualTo(Long.parseLong(columns[1]));
    assertThat(sketch.min()).isEqualTo(Double.valueOf(columns[2]));
    assertThat(sketch.quantile(0.5)).isCloseTo(Double.parseDouble(columns[3]), about(columns[3]));
    assertThat(sketch.quantile(0.99)).isCloseTo(Double.parseDouble(columns[4]), about(columns[4]));
    assertThat(sketch.max()).isEqualTo(Double.valueOf(columns[5]));
  }

  /** Not that the files are right, but that the bytes of today are those that were released. */
  @ParameterizedTest
  @MethodSource("version1")
  void theVersionOfTodayIsWrittenAsItWasReleased(String line) {
    byte[] bytes = HexFormat.of().parseHex(line.split(" +")[6]);
    assertThat(QuantileSketch.decode(bytes).encode()).isEqualTo(bytes);
  }

  @Test
  void eachVersionHasItsFile() {
    assertThat(SketchCodec.VERSION).isOne();
    assertThat(version1()).hasSize(10).doesNotHaveDuplicates();
  }

  static Stream<String> released() {
    return version1();
  }

  static Stream<String> version1() {
    return lines("version-1.txt");
  }

  private static Offset<Double> about(String value) {
    double exact = Double.parseDouble(value);
    return within(Double.isNaN(exact) ? 0 : Math.abs(exact) * 0.01);
  }

  private static Stream<String> lines(String name) {
    try (InputStream file = GoldenSketchTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
