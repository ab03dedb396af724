package io.tallystick.docs;

import java.nio.file.Path;

/** What pages say, for tests that hold them to it. */
public final class PageText {
  private PageText() {}

  /** A page as it stands. */
  public static String of(String page) {
    return Repository.text(Repository.root().resolve(page));
  }

  /** Where the project lies. */
  public static Path root() {
    return Repository.root();
  }

  /** The first block of a language that has a text in it. */
  public static String block(String page, String language, String part) {
    return CodeBlock.of(Repository.root().resolve(page)).stream()
        .filter(block -> block.language().equals(language) && block.code().contains(part))
        .findFirst()
        .orElseThrow()
        .code();
  }
}
