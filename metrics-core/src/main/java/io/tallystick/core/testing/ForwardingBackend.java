package io.tallystick.core.testing;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageBackend;
import java.util.Optional;

/**
 * A backend that is another one, but for what a test overrides: one door that fails, for instance.
 *
 * <pre>{@code
 * new ForwardingBackend(InMemoryBackend.create()) {
 *   @Override
 *   public void close() {
 *     throw StorageException.temporary("It hangs.", null);
 *   }
 * };
 * }</pre>
 */
public class ForwardingBackend implements StorageBackend {
  private final StorageBackend target;

  /** Passes everything on to a backend. */
  protected ForwardingBackend(StorageBackend target) {
    this.target = target;
  }

  @Override
  public void prepare() {
    target.prepare();
  }

  @Override
  public BucketStore buckets() {
    return target.buckets();
  }

  @Override
  public ControlStore control() {
    return target.control();
  }

  @Override
  public PointStore points() {
    return target.points();
  }

  @Override
  public Optional<RequestTable> requests() {
    return target.requests();
  }

  @Override
  public Optional<SecretPlace> secrets() {
    return target.secrets();
  }

  @Override
  public long quarantined() {
    return target.quarantined();
  }

  @Override
  public void close() {
    target.close();
  }
}
