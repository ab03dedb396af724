package io.tallystick.examples.scripts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Scripts in files: a directory for each tenant, named by its id. */
final class ScriptDirectory {
  private final Path root;
  private final int longest;

  ScriptDirectory(Path root, ScriptLimits limits) {
    this.root = root;
    longest = limits.scriptLength();
  }

  /** What is there now, by tenant and name. */
  List<Script> read() throws IOException {
    List<Script> scripts = new ArrayList<>();
    for (Path tenant : sorted(root)) {
      if (Files.isDirectory(tenant)) {
        for (Path file : sorted(tenant)) {
          scriptOf(tenant, file).ifPresent(scripts::add);
        }
      }
    }
    return scripts;
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private Optional<Script> scriptOf(Path tenant, Path file) throws IOException {
    String name = file.getFileName().toString();
    Optional<ScriptLanguage> language = ScriptLanguage.ofFile(name);
    if (language.isEmpty() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String id = tenant.getFileName().toString();
    return Optional.of(new Script(id, id + "/" + name, language.get(), text(file)));
  }

  /** One that is too long is read far enough to be refused. */
  private String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4 * longest + 4), StandardCharsets.UTF_8);
    }
  }
}
