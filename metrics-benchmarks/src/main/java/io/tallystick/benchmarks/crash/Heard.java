package io.tallystick.benchmarks.crash;

import io.tallystick.benchmarks.crash.WrittenBucket.Place;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link RecordingProgram} has said so far: what the store confirmed, and what it was given
 * last and may or may not have taken. A line that was cut off when the process died says nothing.
 */
final class Heard {
  private final List<String> offered = new ArrayList<>();
  private final Map<Place, WrittenBucket> confirmed = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private Map<Place, WrittenBucket> inFlight = Map.of();
  private int begun;
  private int writes;
  private boolean isOver;

  synchronized void take(String line) {
    if (line.startsWith(AnnouncedBackend.OFFER)) {
      offered.add(line.substring(AnnouncedBackend.OFFER.length()));
    } else if (line.equals(AnnouncedBackend.WRITE)) {
      beginWrite();
    } else if (line.equals(AnnouncedBackend.KEPT)) {
      confirmed.putAll(inFlight);
      inFlight = Map.of();
      writes++;
    } else if (line.startsWith(AnnouncedBackend.FAILED)) {
      failures.add(line);
      inFlight = Map.of();
    } else {
      words.add(line);
    }
    notifyAll();
  }

  private void beginWrite() {
    if (!inFlight.isEmpty()) {
      failures.add("a write that was neither confirmed nor refused");
    }
    inFlight = new HashMap<>();
    for (String line : offered) {
      WrittenBucket bucket = WrittenBucket.parse(line);
      inFlight.put(bucket.place(), bucket);
    }
    offered.clear();
    begun++;
  }

  /** Nothing more will be said. */
  synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /** Waits until something holds; whether it does, which it may not in time or ever. */
  synchronized boolean await(Predicate<Heard> condition, Duration most)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + most.toNanos();
    while (!condition.test(this) && !isOver) {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return condition.test(this);
  }

  synchronized boolean said(String word) {
    return words.contains(word);
  }

  /** How many writes the store was given. */
  synchronized int begun() {
    return begun;
  }

  /** How many writes were confirmed. */
  synchronized int writes() {
    return writes;
  }

  /** What the store did not take. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** When the newest confirmed bucket starts; {@link Long#MIN_VALUE} when there is none. */
  synchronized long newestStartMillis() {
    return confirmed.keySet().stream().mapToLong(Place::startMillis).max().orElse(Long.MIN_VALUE);
  }

  /** When the oldest bucket starts that was offered; {@link Long#MAX_VALUE} when none was. */
  synchronized long firstStartMillis() {
    return offeredPlaces().mapToLong(Place::startMillis).min().orElse(Long.MAX_VALUE);
  }

  /** Everybody whose buckets were offered to the store. */
  synchronized Set<WriterId> writers() {
    return offeredPlaces().map(Place::writer).collect(Collectors.toSet());
  }

  private Stream<Place> offeredPlaces() {
    return Stream.concat(confirmed.keySet().stream(), inFlight.keySet().stream());
  }

  /**
   * What is wrong with what is stored of these writers: it has to be what was confirmed, to the
   * last bit, and beyond that either all of the write that was in flight or nothing of it.
   */
  synchronized List<String> faults(Map<Place, WrittenBucket> stored) {
    Map<Place, WrittenBucket> due = new HashMap<>(confirmed);
    if (inFlight.values().stream().anyMatch(stored::containsValue)) {
      due.putAll(inFlight);
    }
    Set<Place> places = new HashSet<>(due.keySet());
    places.addAll(stored.keySet());
    return places.stream()
        .filter(place -> !stored.containsKey(place) || !stored.get(place).equals(due.get(place)))
        .map(place -> "stored %s instead of %s".formatted(stored.get(place), due.get(place)))
        .toList();
  }

  /** Whether it was the store's turn when the last word was heard. */
  synchronized boolean isInFlight() {
    return !inFlight.isEmpty();
  }

  /** Whether the write that was in flight is stored. */
  synchronized boolean isInFlightStored(Map<Place, WrittenBucket> stored) {
    return !inFlight.isEmpty() && stored.values().containsAll(inFlight.values());
  }
}
