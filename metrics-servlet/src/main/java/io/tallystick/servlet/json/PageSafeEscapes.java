package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/** Writes what could begin a tag as its number, should a page ever show JSON as it is. */
final class PageSafeEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    for (char each : new char[] {'<', '>', '&', '\'', 0x7f}) {
      escapes[each] = ESCAPE_STANDARD;
    }
    return escapes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return null;
  }
}
