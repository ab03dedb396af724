package io.tallystick;

import static java.util.Objects.requireNonNull;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows the runtime that is installed and turns every late-bound handle to it and away from it.
 *
 * <p>Who writes: whoever installs, closes, describes, or makes or closes a handle, each under this
 * object's lock, so that a handle made while a runtime starts is bound by one of the two. Who
 * reads: every recording call, {@link #target} and a handle's own target, both volatile, without
 * the lock. What may be lost: samples of calls that read their target just before it turned. The
 * runtime is called under the lock to make handles; it must not call back.
 *
 * <p>Handles are known weakly, so making them in a loop leaks nothing; suppliers and descriptors
 * are kept, because each must reach the next runtime too. After a runtime is removed nothing here
 * or in a handle refers to it, so that its class loader can go.
 */
final class RuntimeDoor {
  /** More than anybody describes; a loop that makes them up ends here. */
  static final int MAX_DESCRIPTORS = 10_000;

  private final Set<Reference<LateBoundHandle>> handles = new HashSet<>();
  private final ReferenceQueue<LateBoundHandle> collected = new ReferenceQueue<>();
  private final List<LateBoundSupplier> suppliers = new ArrayList<>();
  private final Map<String, MetricDescriptor> descriptors = new LinkedHashMap<>();
  private volatile Metrics target = NoopMetrics.INSTANCE;

  Metrics target() {
    return target;
  }

  synchronized void install(Metrics runtime) {
    requireNonNull(runtime, "runtime");
    if (target != NoopMetrics.INSTANCE) {
      throw new IllegalStateException(
          "A runtime is installed already and there is one at a time: close it first, or start the"
              + " second one without installing it.");
    }
    try {
      for (MetricDescriptor descriptor : descriptors.values()) {
        runtime.describe(descriptor);
      }
      turnTo(runtime);
      target = runtime;
    } finally {
      if (target != runtime) {
        turnTo(NoopMetrics.INSTANCE);
      }
    }
  }

  /** Does nothing when another runtime is installed by now. */
  synchronized void remove(Metrics runtime) {
    if (target == runtime) {
      target = NoopMetrics.INSTANCE;
      turnTo(NoopMetrics.INSTANCE);
    }
  }

  synchronized <H extends LateBoundHandle> H bound(H handle) {
    dropCollected();
    handles.add(new WeakReference<>(handle, collected));
    bind(handle, target);
    return handle;
  }

  synchronized GaugeRegistration register(LateBoundSupplier registration) {
    for (LateBoundSupplier earlier : suppliers) {
      if (earlier.isOfSameSeries(registration)) {
        registration.markReplacing();
        suppliers.remove(earlier);
        bind(earlier, NoopMetrics.INSTANCE);
        break;
      }
    }
    suppliers.add(registration);
    bind(registration, target);
    return registration;
  }

  /** Forgets a registration unless another one took its place. */
  synchronized void forget(LateBoundSupplier registration) {
    suppliers.remove(registration);
  }

  synchronized Decision describe(MetricDescriptor descriptor) {
    String name = requireNonNull(descriptor, "descriptor").name();
    MetricDescriptor earlier = descriptors.get(name);
    boolean running = target != NoopMetrics.INSTANCE;
    // Without a runtime the later one stays: an application may come back with another version.
    if (running && earlier != null && !earlier.equals(descriptor)) {
      return Decision.refused(
          Rule.DESCRIPTOR_CONFLICT,
          "%s is described already, as %s: describe it once, or alike.".formatted(name, earlier));
    }
    if (earlier == null && descriptors.size() >= MAX_DESCRIPTORS) {
      return Decision.refused(
          Rule.NAMES_IN_ALL,
          "There are %d descriptors, as many as there may be.".formatted(MAX_DESCRIPTORS));
    }
    Decision decision = running ? target.describe(descriptor) : Decision.accepted();
    if (decision.isAccepted()) {
      descriptors.put(name, descriptor);
    }
    return decision;
  }

  /** How many handles are still held by somebody. */
  synchronized int handleCount() {
    dropCollected();
    return handles.size();
  }

  private void turnTo(Metrics runtime) {
    dropCollected();
    for (LateBoundSupplier supplier : suppliers) {
      bind(supplier, runtime);
    }
    for (Reference<LateBoundHandle> reference : handles) {
      LateBoundHandle handle = reference.get();
      if (handle != null) {
        bind(handle, runtime);
      }
    }
  }

  /** A runtime that refuses one handle must not keep the others from being bound. */
  static void bind(LateBoundHandle handle, Metrics runtime) {
    try {
      handle.bind(runtime);
    } catch (RuntimeException | LinkageError refused) {
      handle.bind(NoopMetrics.INSTANCE);
    }
  }

  private void dropCollected() {
    for (Reference<? extends LateBoundHandle> gone = collected.poll();
        gone != null;
        gone = collected.poll()) {
      handles.remove(gone);
    }
  }
}
