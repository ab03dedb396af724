package io.tallystick.examples.quickstart;

import io.tallystick.Result;
import io.tallystick.instrument.AuthEndpoint;
import io.tallystick.instrument.AuthFailure;
import io.tallystick.instrument.AuthMetrics;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** {@code POST /api/login}: checks a password and reports it with typed calls. */
final class LoginServlet extends HttpServlet {
  /** Everybody has this one: it is an example. */
  static final String PASSWORD = "open sesame";

  private static final long serialVersionUID = 1;
  private static final byte[] SALT = {7, 1, 19, 4, 88, 23, 5, 61};
  private static final int ROUNDS = 20_000;
  private static final int BITS = 256;
  private static final String NAME = "[A-Za-z0-9 ]{1,40}";

  private final transient OrderBook people;
  private final byte[] known = hash(PASSWORD);

  LoginServlet(OrderBook people) {
    this.people = people;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String who = request.getParameter("name");
    String password = request.getParameter("password");
    if (who == null || password == null || !who.matches(NAME)) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    boolean isRight = MessageDigest.isEqual(known, hash(password));
    report(isRight);
    try {
      people.addSignIn(who, isRight);
    } catch (SQLException failed) {
      throw new ServletException("The sign-in cannot be kept.", failed);
    }
    if (isRight) {
      Json.send(response, "{\"welcome\":%s}".formatted(Json.text(who)));
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }

  private static void report(boolean isRight) {
    Result result = isRight ? Result.SUCCESS : Result.ERROR;
    AuthMetrics.loginBy("password", result);
    AuthMetrics.request(AuthEndpoint.LOGIN, result);
    if (isRight) {
      AuthMetrics.sessionCreatedBy("password");
    } else {
      AuthMetrics.failed(AuthFailure.INVALID_CREDENTIALS);
    }
  }

  private static byte[] hash(String password) {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), SALT, ROUNDS, BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java cannot hash passwords.", missing);
    }
  }
}
