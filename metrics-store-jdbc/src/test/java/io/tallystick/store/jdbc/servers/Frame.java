package io.tallystick.store.jdbc.servers;

import java.util.regex.Pattern;

/**
 * One message of a database's protocol on its way through a {@link CuttingProxy}.
 *
 * <pre>{@code
 * proxy.rule(CutRule.once(frame -> frame.isRequest("Query") && frame.says("COMMIT"), cut));
 * }</pre>
 *
 * @param connection the connection's number at the proxy, from 1
 * @param sender who sent it
 * @param number its number among all frames of this sender in this connection, from 1
 * @param numberOfType the same, among those of its type
 * @param type what it is. Requests to PostgreSQL: {@code Startup}, {@code Query}, {@code Parse},
 *     {@code Bind}, {@code Execute}, {@code Sync} and so on; to MariaDB: {@code Login}, {@code
 *     Query}, {@code Prepare}, {@code Execute}, {@code BulkExecute} and so on. Answers of
 *     PostgreSQL: {@code CommandComplete}, {@code ReadyForQuery}, {@code Error} and so on; of
 *     MariaDB: {@code Ok}, {@code Error}, {@code Eof}, {@code Rows}. What has no name here has its
 *     letter or number.
 * @param text the SQL that it carries or runs: of a prepared statement too, and of a PostgreSQL
 *     {@code Sync} what ran last before it. An answer of MariaDB has the SQL that it answers, a
 *     {@code CommandComplete} of PostgreSQL its tag, such as {@code COMMIT}. Else empty.
 */
public record Frame(
    int connection, Sender sender, int number, int numberOfType, String type, String text) {

  /** Who sends a frame. */
  public enum Sender {
    CLIENT,
    SERVER
  }

  /** Whether the client sent it, and it is of that type. */
  public boolean isRequest(String asked) {
    return sender == Sender.CLIENT && type.equals(asked);
  }

  /** Whether the server sent it, and it is of that type. */
  public boolean isAnswer(String asked) {
    return sender == Sender.SERVER && type.equals(asked);
  }

  /** Whether its text has these whole words, in capitals or not; not as a part of others. */
  public boolean says(String words) {
    String pattern = "\\b" + Pattern.quote(words) + "\\b";
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
  }
}
