package io.tallystick.core.annotate;

import io.tallystick.Metrics;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings annotations to the store, the oldest first; what it does not take now waits.
 *
 * <p>{@link #flush} is for the thread that may wait for the store, one at a time. A write whose
 * outcome is not known is done again as it was: the id is random, so a store that has it already
 * refuses it, and that is as good.
 *
 * <pre>{@code
 * AnnotationWriter writer = new AnnotationWriter(backend.control(), limits, metrics);
 * writer.annotations().annotate(now, "Release 4.2", Tags.empty());
 * writer.flush();
 * }</pre>
 */
public final class AnnotationWriter {
  private static final Logger LOGGER = LoggerFactory.getLogger(AnnotationWriter.class);
  private static final int MOST_WAITING = 1_000;

  /** How often a store may fail over one in a way that says nothing. */
  private static final int MOST_FAILURES = 20;

  private final ControlStore store;
  private final Metrics metrics;
  private final AnnotationQueue queue = new AnnotationQueue(MOST_WAITING);
  private final Annotations annotations;

  /** Whether the store failed when it was given an annotation last. */
  private boolean isWaiting;

  private String failing = "";
  private int failures;

  /** Makes a writer to a store. */
  public AnnotationWriter(ControlStore store, GuardLimits limits, Metrics metrics) {
    this.store = store;
    this.metrics = metrics;
    this.annotations = new Annotations(store, new AnnotationRules(limits), queue, metrics);
  }

  /** Annotations of a runtime that is switched off: none is taken, those in the store are there. */
  public static Annotations switchedOff(ControlStore store) {
    AnnotationWriter none = new AnnotationWriter(store, GuardLimits.standard(), Metrics.noop());
    none.giveUp();
    return none.annotations;
  }

  /** The host's door. */
  public Annotations annotations() {
    return annotations;
  }

  /** Writes what waits, until nothing does or the store fails. */
  public void flush() {
    Annotation next = queue.first();
    while (next != null && write(next)) {
      queue.done(next);
      next = queue.first();
    }
  }

  /**
   * Gives up what still waits, counts it as dropped, and takes no other.
   *
   * @return how many annotations that is; one that is being written, and may be stored yet,
   *     included
   */
  public int giveUp() {
    int lost = queue.close();
    if (lost > 0) {
      metrics.count("tallystick.annotation.dropped.count", lost, "reason", "closed");
    }
    return lost;
  }

  /** Whether it is done with. */
  private boolean write(Annotation annotation) {
    try {
      store.putAnnotation(annotation, 0);
      isWaiting = false;
      return true;
    } catch (StorageException failure) {
      if (failure.canRetry()) {
        sayOnce(failure);
        return false;
      }
      LOGGER.error(
          "The annotation of {} cannot be stored: {}",
          annotation.range().from(),
          failure.getMessage());
      metrics.count("tallystick.annotation.dropped.count", 1, "reason", "refused_by_store");
      return true;
    } catch (RuntimeException unknown) { // whether it was kept cannot be known
      sayOnce(unknown);
      return isGivenUp(annotation, unknown);
    }
  }

  /** One that a store fails over in its own way must not keep all others from it for good. */
  private boolean isGivenUp(Annotation annotation, RuntimeException unknown) {
    failures = annotation.id().equals(failing) ? failures + 1 : 1;
    failing = annotation.id();
    if (failures < MOST_FAILURES) {
      return false;
    }
    LOGGER.error("The annotation of {} is given up", annotation.range().from(), unknown);
    metrics.count("tallystick.annotation.dropped.count", 1, "reason", "refused_by_store");
    return true;
  }

  private void sayOnce(RuntimeException failure) {
    if (!isWaiting) {
      LOGGER.warn(
          "The store takes no annotations; they wait in memory and are tried again: {}",
          String.valueOf(failure.getMessage()));
    }
    isWaiting = true;
  }
}
