package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import org.junit.jupiter.api.Test;

class ReplacedStoreTest {
  private final FlushRig rig = new FlushRig();
  private final ScriptedStore store = rig.store;

  private void count(String name, double amount, int secondsLater) {
    rig.metrics().count(name, amount);
    rig.tick(secondsLater);
    rig.flush();
  }

  @Test
  void theOpenWindowIsWrittenToTheNewStoreThoughTheLostOneHadConfirmedIt() {
    count("orders.count", 1, 10);
    count("mails.count", 2, 10);
    store.replaceBy("second");
    count("orders.count", 4, 10);

    assertThat(store.sum("orders.count")).isEqualTo(5);
    assertThat(store.sum("mails.count")).isEqualTo(2);
    assertThat(rig.flusher.waiting()).isZero();
    assertThat(rig.flusher.status().storeId()).isEqualTo("second");
  }

  @Test
  void soIsTheWindowThatHasJustClosed() {
    count("mails.count", 2, 50);
    store.replaceBy("second");
    count("orders.count", 1, 10);

    assertThat(store.sum("mails.count")).isEqualTo(2);
    assertThat(store.sum("orders.count")).isEqualTo(1);
  }

  @Test
  void whatWasConfirmedOfEarlierWindowsIsGoneWithTheLostStore() {
    count("orders.count", 1, 60);
    count("orders.count", 2, 60);
    store.replaceBy("second");
    count("orders.count", 4, 10);

    assertThat(store.sum("orders.count")).isEqualTo(4);
  }

  @Test
  void whatWaitsIsWrittenToTheNewStoreToo() {
    store.failAlwaysWith(ScriptedStore.AWAY);
    rig.minutes(5, "orders.count");
    rig.flush();
    store.failAlwaysWith(null);
    store.replaceBy("second");
    rig.flushLater();

    assertThat(store.sum("orders.count")).isEqualTo(5);
  }

  @Test
  void itIsSaidOnce() {
    LogLines.take(BatchWriter.class.getName());
    count("orders.count", 1, 10);
    assertThat(LogLines.take(BatchWriter.class.getName())).isEmpty();
    store.replaceBy("second");
    count("mails.count", 1, 10);
    count("mails.count", 1, 10);

    assertThat(LogLines.take(BatchWriter.class.getName()))
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("another one than before, second now", "but for ");
  }
}
