package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * What instances that share a store tell each other about a piece of work, such as how far it came.
 *
 * <p>A note is changed only by who knows its version, so of two who go on with the same work at
 * once, one is told that it was too late.
 *
 * <pre>{@code
 * Note note = control.note("orders").orElse(new Note("orders", 1, "through 41"));
 * boolean isMine = control.putNote(new Note("orders", note.version() + 1, text), note.version());
 * }</pre>
 *
 * @param name tells it from other notes, not blank, at most {@value #MAX_NAME_LENGTH} characters
 * @param version how often it was changed, from 1
 * @param text what it says, in a form that the store does not read; at most {@value
 *     #MAX_TEXT_LENGTH} characters
 */
public record Note(String name, long version, String text) {
  /** The longest name; every database can look for such a one by an index. */
  public static final int MAX_NAME_LENGTH = 200;

  /** The longest text. */
  public static final int MAX_TEXT_LENGTH = 8_000;

  /** Checks name, version and length. */
  public Note {
    SeriesKey.requireText("name of a note", name);
    requireAtMost(MAX_NAME_LENGTH, "name", name);
    Numbers.requireAtLeast(1, "version of a note", version);
    requireAtMost(MAX_TEXT_LENGTH, "text", requireNonNull(text, "text"));
  }

  private static void requireAtMost(int most, String part, String text) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "The %s of a note has %d characters: it may have %d."
              .formatted(part, text.length(), most));
    }
  }
}
