package io.tallystick.guard;

/** A user's text as a message may repeat it: clean, short, and never personal data or a secret. */
final class Quoted {
  private static final int SHOWN = 60;

  /** Enough of a long text to recognise what begins in the part that is shown. */
  private static final int READ = SHOWN + PiiFilter.REACH;

  private Quoted() {}

  static String of(String text) {
    String start = TextSanitiser.clean(TextSanitiser.cut(text, READ));
    if (PiiFilter.formIn("", start) != null) {
      return PiiFilter.REDACTED;
    }
    String shown = TextSanitiser.cut(start, SHOWN);
    return '"' + shown + (shown.length() < text.length() ? "…\"" : "\"");
  }
}
