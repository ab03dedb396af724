package io.tallystick.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CataloguePageTest {
  private static final Path PAGE = Path.of("..", "docs", "catalogue.md");

  @Test
  void thePageSaysWhatTheCatalogueSays() throws IOException {
    String generated = CataloguePage.of(Catalogue.builtIn());
    if (Boolean.getBoolean("docs.catalogue.write")) {
      Files.writeString(PAGE, generated);
    }
    String stored = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    // A checkout may have turned the line ends.
    assertThat(stored.replace("\r\n", "\n"))
        .as("docs/catalogue.md is not what the catalogue says; run: " + CataloguePage.COMMAND)
        .isEqualTo(generated);
  }

  @Test
  void aRowShowsEverythingThatIsKnownOfAMetric() {
    List<CatalogueSection> sections =
        CatalogueParser.parse(
            "sample.txt",
            List.of(
                "[Shop]",
                "> Sold by the shop",
                "shop.render.duration_ms | histogram | route->endpoint, format=pdf/html/...,"
                    + " client hashed optional | alias=shop.render | How long it takes",
                "shop.open.count | counter | - | - | How many shops opened",
                "shop.load | gauge | status=up/down | combine=mean, unit=ratio | How busy it is"));

    assertThat(CataloguePage.of(new Catalogue(sections)))
        .endsWith(
            """

            ## Shop

            Sold by the shop.

            | Name | Kind | Unit | Tags | Prometheus | What it tells |
            |---|---|---|---|---|---|
            | `shop.render.duration_ms`<br>alias `shop.render` | histogram | ms |\
             `route` → `endpoint`<br>`format`: pdf, html, …<br>`client` (hashed, optional) |\
             `shop_render_duration_seconds` | How long it takes |
            | `shop.open.count` | counter | – | – | `shop_open_total` | How many shops opened |
            | `shop.load` | gauge, mean | ratio | `status`: up, down | `shop_load` | How busy it is |
            """);
  }
}
