package io.tallystick.store.jdbc;

import io.tallystick.core.query.QuestionsContract;
import io.tallystick.spi.BucketStoreContract;
import io.tallystick.spi.ControlStoreContract;
import io.tallystick.spi.FoldingContract;
import io.tallystick.spi.PointStoreContract;
import io.tallystick.spi.PurgingContract;
import io.tallystick.spi.RequestTableContract;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WritersContract;
import org.junit.jupiter.api.Nested;

/** MariaDB; door by door, so that each has a report of its own. */
class MariaDbContractTest {
  @Nested
  class Buckets extends BucketStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class WhoWrote extends WritersContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Folding extends FoldingContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Purging extends PurgingContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Control extends ControlStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Points extends PointStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Requests extends RequestTableContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }

  @Nested
  class Questions extends QuestionsContract {
    @Override
    protected StorageBackend openEmpty() {
      return Databases.MARIADB.emptied().open();
    }
  }
}
