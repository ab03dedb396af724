package io.tallystick.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as text and as maps and lists; a key that stands twice is a mistake. */
final class Yaml {
  private Yaml() {}

  private static org.yaml.snakeyaml.Yaml parser() {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    DumperOptions style = new DumperOptions();
    return new org.yaml.snakeyaml.Yaml(
        new SafeConstructor(strict), new Representer(style), style, strict);
  }

  static Object parse(String text) {
    return parser().load(text);
  }

  /** The only document of a file. */
  static Map<String, Object> read(Path file) throws IOException {
    return map(parse(Files.readString(file)));
  }

  /** All documents of a file. */
  static List<Map<String, Object>> readAll(Path file) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    parser().loadAll(Files.readString(file)).forEach(document -> all.add(map(document)));
    return all;
  }

  static String text(Object content) {
    return parser().dump(content);
  }

  /** What has to be a map; nothing is an empty one. */
  @SuppressWarnings("unchecked") // keys of our files are texts
  static Map<String, Object> map(Object content) {
    return content == null ? Map.of() : (Map<String, Object>) content;
  }

  /** What has to be a list of maps; nothing is an empty one. */
  static List<Map<String, Object>> maps(Object content) {
    return content == null
        ? List.of()
        : ((List<?>) content).stream().map((Object each) -> map(each)).toList();
  }
}
