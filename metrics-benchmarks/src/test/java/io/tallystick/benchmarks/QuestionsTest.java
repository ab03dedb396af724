package io.tallystick.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.benchmarks.compare.Goal;
import io.tallystick.benchmarks.compare.Question;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** A contender is a name, and a name that nobody has would only show after minutes. */
class QuestionsTest {
  private static final List<Class<?>> BENCHMARKS =
      List.of(
          BoundCounterBenchmark.class,
          LiteralTagsBenchmark.class,
          EqualTagsBenchmark.class,
          ConstantTagsBenchmark.class,
          BoundHistogramBenchmark.class,
          DynamicHistogramBenchmark.class,
          MeasureBenchmark.class,
          VirtualThreadBenchmark.class);

  @Test
  void everyBenchmarkIsAskedAndEveryContenderIsABenchmark() {
    Set<String> asked = new TreeSet<>();
    Set<String> there = new TreeSet<>();
    List<Question> timed =
        Questions.all().stream().filter(question -> benchmark(question).isPresent()).toList();
    for (Question question : timed) {
      String name = benchmark(question).orElseThrow().getSimpleName();
      contenders(question).forEach(contender -> asked.add(name + "." + contender));
    }
    for (Class<?> benchmark : BENCHMARKS) {
      methods(benchmark).forEach(method -> there.add(benchmark.getSimpleName() + "." + method));
    }

    assertThat(asked).isEqualTo(there);
  }

  @Test
  void everyGoalNamesAContenderOfItsQuestion() {
    for (Question question : Questions.all()) {
      assertThat(contenders(question))
          .as(question.name())
          .containsAll(
              question.goals().stream().map(Goal::measuredBy).flatMap(Optional::stream).toList());
    }
  }

  @Test
  void everyPeerOfTheErrorQuestionAnswersCloseToTheTruth() {
    for (String peer : named("error on lognormal").peers()) {
      // Dropwizard draws about a thousand samples: it knows little of one in a hundred.
      int certain = peer.equals("dropwizard") ? 2 : Peers.PERCENTILES.length;
      double[] percents = Arrays.copyOf(PercentileError.percents(peer), certain);

      assertThat(percents).as(peer).doesNotContain(Double.NaN);
      assertThat(Arrays.stream(percents).max().orElseThrow()).as(peer).isLessThan(40);
    }
  }

  private static Question named(String name) {
    return Questions.all().stream()
        .filter(question -> question.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Class<?>> benchmark(Question question) {
    return BENCHMARKS.stream()
        .filter(benchmark -> question.probe().toString().contains(benchmark.getSimpleName()))
        .findFirst();
  }

  private static List<String> contenders(Question question) {
    List<String> all = new ArrayList<>(question.peers());
    all.addAll(question.ours());
    if (question.floor() != null) {
      all.add(question.floor());
    }
    return all;
  }

  private static Stream<String> methods(Class<?> benchmark) {
    return Arrays.stream(benchmark.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(Method::getName);
  }
}
