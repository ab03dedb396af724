package io.tallystick.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between fences of a page.
 *
 * @param page where it stands
 * @param line the line of its first fence
 * @param language what the fence says it is; empty where it says nothing
 * @param code what stands between the fences
 */
public record CodeBlock(Path page, int line, String language, String code) {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^( *)```([a-z]*)\\n(.*?)^\\1```$", Pattern.MULTILINE);
  private static final Pattern LEFT_OUT = Pattern.compile("(?m)^\\s*(?:// |# )?…$|\\{ *… *\\}");

  public static List<CodeBlock> of(Path page) {
    String text = Repository.text(page);
    List<CodeBlock> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      int line = (int) text.substring(0, found.start()).lines().count() + 1;
      blocks.add(new CodeBlock(page, line, found.group(2), found.group(3)));
    }
    return blocks;
  }

  static List<CodeBlock> all(String language) {
    return Repository.pages().stream()
        .flatMap(page -> of(page).stream())
        .filter(block -> block.language().equals(language))
        .toList();
  }

  /** What it says between the places where something is left out. */
  List<String> parts() {
    return LEFT_OUT
        .splitAsStream(code)
        .map(CodeBlock::squeezed)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Without white space, so that a line may break elsewhere on a page than in a source. */
  static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Override
  public String toString() {
    return Repository.nameOf(page) + ":" + line + "\n" + code;
  }
}
