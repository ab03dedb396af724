package io.tallystick.servlet.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.TimedRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.TestedEndpoints;
import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.http.FakeRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console is made of, before a browser sees it. */
class ConsoleTest {
  private static final Path SOURCES =
      Path.of("src", "main", "resources", "io", "tallystick", "servlet", "dashboard");
  private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from '(\\.[^']+)'");
  private static final int MOST_BYTES = 150_000;

  private final TimedRuntime time = TimedRuntime.at("2026-03-01T10:00:00Z");
  private final Endpoints endpoints = endpoints(EndpointSettings.standard());

  private Endpoints endpoints(EndpointSettings settings) {
    return TestedEndpoints.of(time.runtime(), settings.rules(rules -> rules.callsAMinute(100_000)));
  }

  @AfterEach
  void close() {
    time.close();
  }

  private Answer get(String path) {
    return endpoints.answer(FakeRequest.to(path));
  }

  private static byte[] bytes(Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String text(Answer answer) {
    return new String(bytes(answer), StandardCharsets.UTF_8);
  }

  private String page() {
    Answer answer = get("/admin/");
    assertThat(answer.status()).isEqualTo(200);
    return text(answer);
  }

  private List<String> namedByThePage() {
    List<String> named = new ArrayList<>();
    Matcher matcher = NAMED.matcher(page());
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    return named;
  }

  @Test
  void thePageIsWhereTheApiBegins() {
    assertThat(get("/admin").status()).isEqualTo(308);
    assertThat(get("/admin").headers()).containsEntry("Location", "admin/");
    Answer page = get("/admin/?period=7d&what=ever");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .containsEntry("Cache-Control", "no-store");
    assertThat(page.headers().get("Content-Security-Policy"))
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void itGoesWhereTheApiGoesAndStaysAwayWhereItIsNotWanted() {
    Endpoints elsewhere = endpoints(EndpointSettings.standard().apiBelow("/ops/tally"));
    assertThat(elsewhere.answer(FakeRequest.to("/ops/tally/")).status()).isEqualTo(200);
    assertThat(elsewhere.answer(FakeRequest.to("/ops/tally")).headers())
        .containsEntry("Location", "tally/");
    assertThat(elsewhere.answer(FakeRequest.to("/admin/")).status()).isEqualTo(404);
    Endpoints without = endpoints(EndpointSettings.standard().withoutConsole());
    assertThat(without.answer(FakeRequest.to("/admin/")).status()).isEqualTo(404);
    assertThat(without.answer(FakeRequest.to("/admin/api-metrics/summary")).status())
        .isEqualTo(200);
  }

  @Test
  void everythingThatThePageNamesIsThereBelowIt() {
    assertThat(namedByThePage()).hasSizeGreaterThan(10);
    for (String named : namedByThePage()) {
      assertThat(named).as("relative, for proxies that take a part away").doesNotStartWith("/");
      Answer answer = get("/admin/" + named);
      assertThat(answer.status()).as(named).isEqualTo(200);
      assertThat(answer.headers().get("Cache-Control")).contains("immutable");
    }
  }

  @Test
  void everyModuleIsNamedByThePageSoThatNoneIsFoundLate() throws IOException {
    List<String> named = namedByThePage();
    String place = named.get(0).substring(0, named.get(0).indexOf('/'));
    for (String name : sources()) {
      if (name.startsWith("js/")) {
        assertThat(named).contains(place + "/" + name);
        Matcher imports = IMPORTED.matcher(Files.readString(SOURCES.resolve(name)));
        while (imports.find()) {
          String imported = URI.create("/" + name).resolve(imports.group(1)).getPath();
          assertThat(sources()).as("%s imports %s", name, imported).contains(imported.substring(1));
        }
      }
    }
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyFileIsServedOrReadAndNoOther() throws IOException {
    List<String> known = new ArrayList<>(Assets.load().names());
    known.addAll(
        List.of("index.html", "pages/overview.json", "pages/api.json", "pages/health.json"));
    known.remove("vendor/chart.js");

    assertThat(known).containsExactlyInAnyOrderElementsOf(sources());
  }

  @Test
  void scriptsComeWithoutTheirCommentsAndLinesStayWhereTheyAre() {
    String script =
        """
        // What it is.
        /** Says
         * so. */
        const a = 'https://x'; // stays
          /* one line */
        /**
         * More.
         */
        a * b
          * c;
        """;

    String left =
        new String(
            Assets.withoutComments(script.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);

    assertThat(left).isEqualTo("\n\n\nconst a = 'https://x'; // stays\n\n\n\n\na * b\n  * c;\n");
  }

  @Test
  void allOfItIsSmall() {
    int sum = bytes(endpoints.answer(pressed("/admin/"))).length;
    sum += bytes(endpoints.answer(pressed("/admin/console.json"))).length;
    for (String named : namedByThePage().stream().distinct().toList()) {
      Answer answer = endpoints.answer(pressed("/admin/" + named));
      assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
      sum += bytes(answer).length;
    }

    assertThat(sum).isLessThan(MOST_BYTES).isGreaterThan(MOST_BYTES / 3);
  }

  private static FakeRequest pressed(String path) {
    return FakeRequest.to(path).header("Accept-Encoding", "gzip, br");
  }

  @Test
  void whatIsPressedIsTheSame() throws IOException {
    String css =
        namedByThePage().stream().filter(each -> each.endsWith(".css")).findFirst().orElseThrow();
    byte[] plain = bytes(get("/admin/" + css));
    byte[] pressed = bytes(endpoints.answer(pressed("/admin/" + css)));

    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(pressed))) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
    assertThat(pressed.length).isLessThan(plain.length);
  }

  @Test
  void noTextEverBecomesMarkupOrCode() throws IOException {
    for (String name : sources()) {
      if (name.endsWith(".js")) {
        assertThat(Files.readString(SOURCES.resolve(name)))
            .as(name)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
            .doesNotContain("new Function", "setAttribute('style'", "http://localhost");
      }
    }
    assertThat(page()).doesNotContain("<style", "style=\"", "onclick", "onload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin", "/admin/", "/admin/page?id=billing"})
  void whoMayNotLookIsToldHowToGetInAndNothingElse(String path) {
    Answer far = endpoints.answer(FakeRequest.to(path).from("10.0.0.1"));
    assertThat(far.status()).isEqualTo(403);
    assertThat(far.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(far.headers().get("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(text(far))
        .contains("AccessRule.role", "AccessRule.addresses")
        .doesNotContain("billing", "service:api", "assets-");
    Endpoints byRole = endpoints(EndpointSettings.standard().access(AccessRule.role("admin")));
    Answer stranger = byRole.answer(FakeRequest.to(path));
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.headers()).containsKey("WWW-Authenticate");
    assertThat(text(stranger)).contains("log in first");
  }

  @Test
  void whoMayNotLookGetsNoPartOfIt() {
    for (String named : namedByThePage()) {
      Answer answer = endpoints.answer(FakeRequest.to("/admin/" + named).from("10.0.0.1"));
      assertThat(answer.status()).as(named).isEqualTo(403);
    }
    Answer pages = endpoints.answer(FakeRequest.to("/admin/console.json").from("10.0.0.1"));
    assertThat(pages.status()).isEqualTo(403);
  }

  @Test
  void pagesOfTheApplicationComeBehindItsOwn() {
    ConsolePage page =
        ConsolePage.of(
            "{\"id\": \"billing\", \"title\": \"<b>Billing\", \"panels\": [{\"kind\": \"lines\"}]}");
    Endpoints with = endpoints(EndpointSettings.standard().consolePage(page));

    Answer pages = with.answer(FakeRequest.to("/admin/console.json"));

    assertThat(pages.headers()).containsEntry("Content-Type", "application/json");
    assertThat(text(pages))
        .startsWith("{\"overview\":{")
        .endsWith(",\"more\":[" + page.json() + "]}");
    assertThat(text(get("/admin/console.json"))).endsWith(",\"more\":[]}");
  }
}
