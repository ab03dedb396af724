package io.tallystick.servlet.dashboard;

import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pages that people look at, and what they are made of. They ask the JSON API, which is below
 * the same path, for all that they show.
 *
 * <pre>{@code
 * List<Endpoint> endpoints = Console.with(List.of(ConsolePage.of(json))).below("/admin");
 * }</pre>
 */
public final class Console {
  /** The pages that are always there, by the last part of their address; the first has none. */
  static final List<String> PAGES = List.of("", "api", "alerts", "explore", "health");

  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  private final List<ConsolePage> more;
  private final Assets assets = Assets.load();

  private Console(List<ConsolePage> more) {
    this.more = List.copyOf(more);
  }

  /**
   * The console with pages of the application beside its own.
   *
   * @throws IllegalArgumentException when two have the same id
   */
  public static Console with(List<ConsolePage> more) {
    Set<String> ids = new LinkedHashSet<>();
    for (ConsolePage page : more) {
      if (!ids.add(page.id())) {
        throw new IllegalArgumentException(
            "Two pages of the console have the id %s: give each its own.".formatted(page.id()));
      }
    }
    return new Console(more);
  }

  /**
   * Its endpoints below a path. Addresses in pages are relative, so that it works behind a proxy
   * that takes a part of the path away.
   *
   * @param path such as {@code /admin}
   */
  public List<Endpoint> below(String path) {
    String shell = assets.text("index.html").replace("{assets}", assets.place());
    String last = path.substring(path.lastIndexOf('/') + 1);
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(
        Endpoint.page(path, call -> Answer.empty(308).with("Location", last + "/"), Denied::page));
    for (String page : PAGES) {
      endpoints.add(page(path + "/" + page, shell));
    }
    endpoints.add(page(path + "/page", shell));
    endpoints.add(
        Endpoint.read(path + "/console.json", Set.of(), call -> Answer.text(200, JSON, pages()))
            .quick());
    for (String name : assets.names()) {
      endpoints.add(
          Endpoint.read(
                  path + "/" + assets.place() + "/" + name,
                  Set.of(),
                  call -> assets.answer(name, call.request()))
              .quick());
    }
    return endpoints;
  }

  private static Endpoint page(String path, String shell) {
    return Endpoint.page(path, call -> Answer.text(200, HTML, shell), Denied::page).quick();
  }

  /** What the pages show, as they read it: its own and the application's. */
  private String pages() {
    StringBuilder all = new StringBuilder("{\"overview\":");
    all.append(assets.text("pages/overview.json"));
    for (String page : List.of("api", "health")) {
      all.append(",\"").append(page).append("\":").append(assets.text("pages/" + page + ".json"));
    }
    all.append(",\"more\":[");
    for (int i = 0; i < more.size(); i++) {
      all.append(i == 0 ? "" : ",").append(more.get(i).json());
    }
    return all.append("]}").toString();
  }
}
