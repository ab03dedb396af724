package io.tallystick.docs.guide;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import java.util.Optional;

/** The backend that the page on backends makes of two others. */
record TwoStores(StorageBackend history, StorageBackend shared) implements StorageBackend {
  @Override
  public void prepare() {
    history.prepare();
    shared.prepare();
  }

  @Override
  public BucketStore buckets() {
    return history.buckets();
  }

  @Override
  public ControlStore control() {
    return shared.control();
  }

  @Override
  public PointStore points() {
    return history.points();
  }

  @Override
  public Optional<RequestTable> requests() {
    return history.requests();
  }

  @Override
  public void close() {
    try {
      history.close();
    } finally {
      shared.close();
    }
  }
}
