package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  private static String text(Chunks chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    chunks.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "10, 10",
    "-17, -17",
    "0.1, 0.1",
    "1e-9, 1.0E-9",
    "1e300, 1.0E300",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "NaN, NaN",
    "9007199254740991, 9007199254740991"
  })
  void aNumberIsWrittenAsReadersTakeIt(double number, String written) throws IOException {
    Chunks chunks = new Chunks(new ArrayDeque<>());
    Numbers.write(chunks, number);

    assertThat(text(chunks)).isEqualTo(written);
  }

  @Test
  void everyWholeNumberIsWrittenExactly() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      Chunks chunks = new Chunks(new ArrayDeque<>());
      Numbers.write(chunks, number);
      assertThat(text(chunks)).isEqualTo(Long.toString(number));
    }
    for (long number : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, 9, 10, 99, 100, -1}) {
      Chunks chunks = new Chunks(new ArrayDeque<>());
      Numbers.write(chunks, number);
      assertThat(text(chunks)).isEqualTo(Long.toString(number));
    }
  }

  @Test
  void whatIsWrittenOverTheEdgesOfChunksStaysWhole() throws IOException {
    StringBuilder expected = new StringBuilder();
    Chunks chunks = new Chunks(new ArrayDeque<>());
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      String part = "x".repeat(random.nextInt(60)) + i;
      expected.append(part);
      if (i % 2 == 0) {
        chunks.write(part);
      } else {
        chunks.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(text(chunks)).isEqualTo(expected.toString());
    assertThat(chunks.length()).isEqualTo(expected.length());
  }
}
