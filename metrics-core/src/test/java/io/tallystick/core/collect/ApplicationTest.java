package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.MetricsAssert;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which application it is, since when it runs, that it starts and stops. */
class ApplicationTest {
  private static final AppIdentity SHOP = new AppIdentity("shop", "1.4.2", "production");

  private final CollectRig rig = new CollectRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Application application(Duration uptime) throws InterruptedException {
    Application application = new Application(SHOP, rig.clock, uptime::toMillis);
    rig.registry.add(application.collectors().get(0));
    application.started(rig.runtime.metrics());
    rig.ask();
    return application;
  }

  @Test
  void itSaysWhichItIsAndThatItStartsAndStops() throws Exception {
    Application application = application(Duration.ofSeconds(2));
    rig.recorded()
        .gauge("app.info", "name", "shop", "version", "1.4.2", "environment", "production")
        .isEqualTo(1);
    rig.recorded()
        .counter("app.lifecycle.event.count", "phase", "start", "result", "success")
        .isEqualTo(1);

    application.stopping(rig.runtime.metrics());
    rig.recorded()
        .counter("app.lifecycle.event.count", "phase", "stop", "result", "success")
        .isEqualTo(1);
  }

  @Test
  void itStartedWithTheVirtualMachine() throws Exception {
    application(Duration.ofSeconds(2));
    rig.recorded().gauge("app.startup.duration_ms").isEqualTo(2_000);
    rig.recorded().gauge("app.uptime_ms").isEqualTo(2_000);
    rig.askAgain();
    rig.recorded().gauge("app.uptime_ms").isEqualTo(32_000);
  }

  @Test
  void inAServerThatHasBeenRunningItStartedWithItsRuntime() throws Exception {
    application(Duration.ofMinutes(11));
    rig.recorded().hasNoSeries("app.startup.duration_ms");
    rig.askAgain();
    rig.recorded().gauge("app.uptime_ms").isEqualTo(30_000);
  }

  @Test
  void whereNobodyKnowsForHowLongItIsLeftOut() throws Exception {
    application(Duration.ofMillis(-1));
    rig.recorded().hasNoSeries("app.startup.duration_ms");
    rig.recorded().gauge("app.uptime_ms").isEqualTo(0);
  }

  @Test
  void aRuntimeHasAllCollectorsAndTellsOfThem() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:shop")
            .installed(false)
            .collectors(Collector.of("mailbox", to -> to.gauge("mailbox.unread", 3)))
            .build()
            .start()) {
      assertThat(runtime.collectors().status())
          .extracting(CollectorStatus::name)
          .containsExactly(
              "app", "memory", "gc", "threads", "pinning", "cpu", "files", "classes", "pools",
              "store", "mailbox");
      assertThat(runtime.collectors().status())
          .filteredOn(each -> each.state() == CollectorStatus.State.OFF)
          .extracting(CollectorStatus::name)
          .isEqualTo(List.of("pinning"));
      MetricsAssert.assertThat(runtime)
          .counter("app.lifecycle.event.count", "phase", "start")
          .isEqualTo(1);
    }
  }

  @Test
  void aNameThatIsMistypedIsSaid() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .collectionOff(Set.of("memroy", "gc"))
            .build()
            .start()) {
      assertThat(runtime.collectors().status()).isNotEmpty();
    }

    assertThat(LogLines.take("io.tallystick.core"))
        .filteredOn(line -> line.contains("collection.off"))
        .singleElement()
        .asString()
        .contains("[memroy]", "there are [app, memory,");
  }

  @Test
  void aRuntimeThatIsSwitchedOffCollectsNothing() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder().enabled(false).installed(false).build().start()) {
      assertThat(runtime.collectors().status())
          .allMatch(each -> each.state() == CollectorStatus.State.OFF);
    }
  }
}
