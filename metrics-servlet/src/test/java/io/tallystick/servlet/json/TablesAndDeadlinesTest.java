package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.core.TimedRuntime;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.FakeRequest;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.StorageBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Tables of the application's own, and questions that take too long or come too often. */
class TablesAndDeadlinesTest {
  @TempDir Path directory;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean isStuck;
  private ApiRig rig;

  @AfterEach
  void close() {
    closing.countDown();
    if (rig != null) {
      rig.close();
    }
  }

  private SQLiteDataSource signIns() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve("app.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE sign_in (id INTEGER, who TEXT, share REAL)");
      statement.execute(
          "INSERT INTO sign_in VALUES (1, '<b>ann</b>', 0.5), (2, '=cmd()', NULL), (3, NULL, 2)");
    }
    return source;
  }

  private ApiRig rigWithTables() throws SQLException {
    SQLiteDataSource source = signIns();
    return new ApiRig(
        new TimedRuntime(
            Instant.parse(ApiRig.START),
            builder ->
                builder
                    .derived(
                        DerivedMetric.series(
                            "signins.lost",
                            source,
                            "SELECT at, value FROM nowhere WHERE :from < :to AND :step > 0"))
                    .derivedTables(
                        DerivedTable.of(
                            "signins.recent",
                            "Recent sign-ins",
                            source,
                            "SELECT id, who, share FROM sign_in WHERE :from < :to ORDER BY id"
                                + " LIMIT :limit"),
                        DerivedTable.of(
                            "signins.broken",
                            "Broken",
                            source,
                            "SELECT nothing FROM nowhere WHERE :from < :to LIMIT :limit")),
            store -> store),
        settings -> settings);
  }

  @Test
  void aTableHasItsColumnsAndAsManyRowsAsAreAskedFor() throws SQLException {
    rig = rigWithTables();

    assertThat(rig.ok("/tables").get(0).get("name").asText())
        .isIn("signins.recent", "signins.broken");
    assertThat(rig.ok("/tables")).hasSize(2);
    JsonNode table = rig.ok("/tables/signins.recent");
    assertThat(table.get("title").asText()).isEqualTo("Recent sign-ins");
    assertThat(table.get("columns").findValuesAsText("name")).containsExactly("id", "who", "share");
    assertThat(table.get("rows").toString())
        .isEqualTo("[[1,\"<b>ann</b>\",0.5],[2,\"=cmd()\",null],[3,null,2]]");
    assertThat(ApiRig.text(rig.get("/tables/signins.recent"))).doesNotContain("<");
    assertThat(rig.ok("/tables/signins.recent?limit=1").get("rows")).hasSize(1);
    assertThat(rig.problem(400, "/tables/signins.recent?limit=201").get("parameter").asText())
        .isEqualTo("limit");
    rig.problem(404, "/tables/other");
    rig.problem(404, "/tables/");
  }

  @Test
  void aTableThatCannotBeReadIsNoFaultOfWhoAsks() throws SQLException {
    rig = rigWithTables();

    assertThat(rig.problem(503, "/tables/signins.broken").get("title").asText())
        .isEqualTo("Not available now");
    assertThat(rig.get("/tables/signins.broken").headers()).containsKey("Retry-After");
    String detail = rig.problem(503, "/tables/signins.broken").get("detail").asText();
    assertThat(detail).contains("signins.broken").containsPattern("error [0-9a-f]+");
    assertThat(detail).doesNotContain("nowhere").doesNotContain("database says");
  }

  @Test
  void aSeriesThatCannotBeReadIsNoFaultOfWhoAsks() throws SQLException {
    rig = rigWithTables();

    for (int i = 0; i < 5; i++) {
      Answer answer = rig.get("/series?metric=signins.lost");
      assertThat(answer.status()).as(ApiRig.text(answer)).isEqualTo(503);
      assertThat(answer.headers()).containsKey("Retry-After");
      assertThat(ApiRig.text(answer)).contains("error ").doesNotContain("nowhere");
    }
  }

  /** A store that takes its time until the test is over. */
  private StorageBackend stuck(StorageBackend store) {
    BucketStore real = store.buckets();
    BucketStore slow =
        (BucketStore)
            Proxy.newProxyInstance(
                BucketStore.class.getClassLoader(),
                new Class<?>[] {BucketStore.class},
                (proxy, method, arguments) -> {
                  if (isStuck) {
                    closing.await(30, TimeUnit.SECONDS);
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                  }
                });
    return new ForwardingBackend(store) {
      @Override
      public BucketStore buckets() {
        return slow;
      }
    };
  }

  @Test
  void whatTakesTooLongIsGivenUp() {
    rig =
        new ApiRig(
            new TimedRuntime(
                Instant.parse(ApiRig.START),
                builder -> builder.queryDeadline(Duration.ofSeconds(1)),
                this::stuck),
            settings -> settings);
    rig.requests("/items", "0123456789abcdef0123456789abcdef", "2xx", 1, 1);
    rig.pass(Duration.ofMinutes(1));
    isStuck = true;

    for (String path : new String[] {"/endpoints", "?granularity=1m"}) {
      Answer answer = rig.get(path);
      assertThat(answer.status()).as(ApiRig.text(answer)).isEqualTo(503);
      assertThat(answer.headers()).containsKey("Retry-After");
    }
    assertThat(rig.ok("/health").get("status").asText()).isEqualTo("up");
    isStuck = false;
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToAskAgain() {
    rig = new ApiRig(TimedRuntime.at(ApiRig.START), all -> all.rules(r -> r.callsAMinute(3)));
    Answer last = rig.get("/health");
    for (int i = 0; i < 20 && last.status() == 200; i++) {
      last = rig.get("/health");
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(last.headers()).containsKey("Retry-After");
    assertThat(ApiRig.json(ApiRig.text(last)).get("title").asText()).isEqualTo("Too many requests");
  }

  @Test
  void strangersLearnNothing() {
    rig = new ApiRig();

    Answer stranger = rig.answer(FakeRequest.to("/admin/api-metrics/status").from("203.0.113.7"));

    assertThat(stranger.status()).isEqualTo(403);
    assertThat(ApiRig.text(stranger)).doesNotContain("service:api");
  }
}
