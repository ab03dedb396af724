package io.tallystick.servlet.dashboard;

import io.tallystick.servlet.http.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a person sees who may not look: how whoever runs the application lets people in, and nothing
 * of the application.
 */
final class Denied {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:12vh auto;padding:0 1.25rem}
      h1{font-size:1.4rem}
      pre{padding:.9rem 1rem;overflow:auto;border:1px solid #8886;border-radius:8px;font-size:.875rem}
      """;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>No access</title>
      <style>%s</style>
      </head>
      <body>
      <main>
      <h1>You may not look at this page yet</h1>
      <p>%s</p>
      <p>Whoever runs the application says who may, in its code:</p>
      <pre>EndpointSettings.standard()
          .access(AccessRule.role("admin"));   // a role of the container's login
      //  .access(AccessRule.addresses("10.0.0.0/8"));
      //  .access(AccessRule.when(caller -&gt; isAdmin(caller)));</pre>
      <p>Until then only who sits at the machine itself is let in. A token is for programs: a browser
      does not send one.</p>
      </main>
      </body>
      </html>
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
          .formatted(digest(STYLE));

  private static final int UNKNOWN = 401;

  private Denied() {}

  static Answer page(int status) {
    String why =
        status == UNKNOWN
            ? "The application does not know who you are: log in first, then come back."
            : "The application knows who you are, or from where you come, and does not let you in.";
    return Answer.text(status, "text/html; charset=utf-8", PAGE.formatted(STYLE, why))
        .with("Content-Security-Policy", POLICY);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
