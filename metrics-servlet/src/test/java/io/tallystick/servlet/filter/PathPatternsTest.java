package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {
  private static final List<String> SEGMENTS =
      List.of("users", "v2", "4711", "", "a-b_c", "9f8e7d6c", "x1", "orders", "1", "{id}", "**");

  private final PathPatterns patterns = new PathPatterns();

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/users, /users",
    "/users/4711, /users/{id}",
    "/users/4711/, /users/{id}/",
    "/4711, /{id}",
    "/users/4711/orders/0, /users/{id}/orders/{id}",
    "/v2/users, /v2/users",
    "/files/9f8e7d6c, /files/{id}",
    "/files/3fa85f64-5717-4562-b3fc-2c963f66afa6/view, /files/{id}/view",
    "/a-word-of-more-than-24-characters-is-one, /{id}",
    "/with space, /{id}",
    "/a/b/c/d/e/f/g/h, /a/b/c/d/e/f/g/h",
    "/a/b/c/d/e/f/g/h/i/j, /a/b/c/d/e/f/g/h/**",
    "/a/b/c/d/e/f/g/7/i, /a/b/c/d/e/f/g/{id}/**",
    "//7//, //{id}//",
  })
  void whatLooksLikeAnIdIsFolded(String path, String pattern) {
    assertThat(patterns.of(path)).isEqualTo(pattern);
    assertThat(patterns.of(path)).isEqualTo(pattern);
  }

  @Test
  void aPatternThatIsKeptIsNotMadeAgain() {
    String first = patterns.of("/users/1/orders");
    for (int i = 0; i < 10_000; i++) {
      assertThat(patterns.of("/users/" + i + "/orders")).isSameAs(first);
    }
  }

  /** There are more of them than places, and many differ in little. */
  @Test
  void aPatternThatIsKeptIsTakenForNoOther() {
    Random random = new Random(11);
    for (int i = 0; i < 30_000; i++) {
      List<String> segments = new ArrayList<>();
      for (int left = random.nextInt(11); left >= 0; left--) {
        segments.add(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
      }
      String path = "/" + String.join("/", segments);
      assertThat(patterns.of(path)).as(path).isEqualTo(new PathPatterns().of(path));
    }
  }
}
