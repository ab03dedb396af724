package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TagsTest {
  private static final List<String> KEYS =
      List.of("a", "b", "c", "aa", "ab", "z", "é", "\uD83D\uDE00");
  private static final List<String> VALUES = List.of("", "1", "2", "x");

  @Test
  void tagsAreSortedByKeyWhateverTheirOrder() {
    Tags tags = Tags.of("status", "paid", "channel", "web");

    assertThat(tags).containsExactly(Map.entry("channel", "web"), Map.entry("status", "paid"));
    assertThat(tags.key(0)).isEqualTo("channel");
    assertThat(tags.value(1)).isEqualTo("paid");
    assertThat(tags).hasToString("{channel=web, status=paid}");
  }

  @Test
  void equalTagsAreEqualHoweverTheyWereMade() {
    Tags made = Tags.of("a", "1", "b", "2");

    assertThat(made)
        .isEqualTo(Tags.of("b", "2", "a", "1"))
        .isEqualTo(Tags.of("a", "1").and("b", "2"))
        .isEqualTo(Tags.of("b", "2").and(Tags.of("a", "1")))
        .isEqualTo(Tags.of(Map.of("a", "1", "b", "2")))
        .hasSameHashCodeAs(Tags.of("b", "2", "a", "1"));
    assertThat(made).isNotEqualTo(Tags.of("a", "1")).isNotEqualTo(Tags.of("a", "2", "b", "1"));
  }

  @Test
  void theLaterValueOfAKeyStays() {
    assertThat(Tags.of("a", "1", "a", "2")).isEqualTo(Tags.of("a", "2"));
    assertThat(Tags.of("a", "1").and("a", "2")).isEqualTo(Tags.of("a", "2"));
    assertThat(Tags.of("a", "1", "b", "1").and(Tags.of("a", "2")))
        .isEqualTo(Tags.of("a", "2", "b", "1"));
  }

  @Test
  void tagsNeverChange() {
    String[] pairs = {"a", "1", "b", "2"};
    Tags tags = Tags.of(pairs);
    pairs[1] = "changed";
    Tags longer = tags.and("c", "3");

    assertThat(tags).isEqualTo(Tags.of("a", "1", "b", "2"));
    assertThat(longer.size()).isEqualTo(3);
    assertThatThrownBy(() -> tags.asMap().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void noTagsAreAlwaysTheSameObject() {
    assertThat(Tags.of()).isSameAs(Tags.empty());
    assertThat(Tags.of(Map.of())).isSameAs(Tags.empty());
    assertThat(Tags.empty().and(Tags.empty())).isSameAs(Tags.empty());
    assertThat(Tags.empty().isEmpty()).isTrue();
  }

  @Test
  void addingNothingGivesTheSameObject() {
    Tags tags = Tags.of("a", "1");

    assertThat(tags.and(Tags.empty())).isSameAs(tags);
    assertThat(Tags.empty().and(tags)).isSameAs(tags);
  }

  @Test
  void theVariantsWithAResultAreMadeOnce() {
    Tags tags = Tags.of("type", "reset", "result", "other");

    assertThat(tags.and(Result.SUCCESS))
        .isEqualTo(Tags.of("result", "success", "type", "reset"))
        .isSameAs(tags.and(Result.SUCCESS));
    assertThat(tags.and(Result.ERROR))
        .isEqualTo(Tags.of("result", "error", "type", "reset"))
        .isSameAs(tags.and(Result.ERROR));
  }

  @Test
  void aValueIsFoundByItsKey() {
    Tags tags = Tags.of("a", "1", "b", "2");

    assertThat(tags.get("b")).isEqualTo("2");
    assertThat(tags.get("c")).isNull();
    assertThat(tags.asMap()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
  }

  @Test
  void anIteratorEndsAsIteratorsDo() {
    var iterator = Tags.of("a", "1").iterator();
    iterator.next();

    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatThrownBy(() -> Tags.of(null, "v"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("key");
    assertThatThrownBy(() -> Tags.of("status", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("value");
    assertThatThrownBy(() -> Tags.of("a", "1", "b", null)).hasMessage("value");
    assertThatThrownBy(() -> Tags.of("a", "1").and(null, "v")).hasMessage("key");
    assertThatThrownBy(() -> Tags.of((String[]) null)).hasMessage("keysAndValues");
    assertThatThrownBy(() -> Tags.of((Map<String, String>) null)).hasMessage("map");
    assertThatThrownBy(() -> Tags.of("a", "1").and((Tags) null)).hasMessage("others");
    assertThatThrownBy(() -> Tags.of("a", "1").and((Result) null)).hasMessage("result");
  }

  @Test
  void aKeyWithoutAValueIsRefusedWithTheCount() {
    assertThatThrownBy(() -> Tags.of("a", "1", "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keysAndValues has 3 entries");
  }

  @Test
  void anyPairsInAnyOrderBecomeWhatASortedMapBecomes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Tags, Map<String, String>> seen = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      List<String[]> pairs = randomPairs(random);
      TreeMap<String, String> expected = new TreeMap<>();
      pairs.forEach(pair -> expected.put(pair[0], pair[1]));
      Tags tags = flat(pairs);
      String as = "seed %d round %d".formatted(seed, round);

      assertThat(tags.asMap()).as(as).isEqualTo(expected);
      assertThat(List.copyOf(tags.asMap().keySet()))
          .as(as)
          .isEqualTo(List.copyOf(expected.keySet()));
      assertThat(oneByOne(expected, random)).as(as).isEqualTo(tags).hasSameHashCodeAs(tags);
      assertThat(seen.computeIfAbsent(tags, made -> expected)).as(as).isEqualTo(expected);
    }
  }

  private static List<String[]> randomPairs(Random random) {
    List<String[]> pairs = new ArrayList<>();
    for (int count = random.nextInt(9); count > 0; count--) {
      pairs.add(
          new String[] {
            KEYS.get(random.nextInt(KEYS.size())), VALUES.get(random.nextInt(VALUES.size()))
          });
    }
    return pairs;
  }

  private static Tags flat(List<String[]> pairs) {
    return Tags.of(pairs.stream().flatMap(java.util.Arrays::stream).toArray(String[]::new));
  }

  private static Tags oneByOne(Map<String, String> pairs, Random random) {
    List<String> keys = new ArrayList<>(pairs.keySet());
    Collections.shuffle(keys, random);
    Tags tags = Tags.empty();
    for (String key : keys) {
      tags = tags.and(key, pairs.get(key));
    }
    return tags;
  }
}
