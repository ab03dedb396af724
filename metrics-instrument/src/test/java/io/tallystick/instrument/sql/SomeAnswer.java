package io.tallystick.instrument.sql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Date;
import java.sql.RowIdLifetime;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Answers that no method gives when it has nothing to say, objects anew each time. */
final class SomeAnswer {
  private static final Map<Class<?>, Object> SEVENS =
      Map.of(
          boolean.class,
          true,
          byte.class,
          (byte) 7,
          short.class,
          (short) 7,
          int.class,
          7,
          long.class,
          7L,
          float.class,
          7f,
          double.class,
          7d);

  private static final Map<Class<?>, Supplier<Object>> OBJECTS =
      Map.ofEntries(
          Map.entry(Object.class, Object::new),
          Map.entry(String.class, () -> new String("seven".toCharArray())),
          Map.entry(BigDecimal.class, () -> new BigDecimal("7.5")),
          Map.entry(InputStream.class, () -> new ByteArrayInputStream(new byte[7])),
          Map.entry(Reader.class, () -> new StringReader("seven")),
          Map.entry(PrintWriter.class, () -> new PrintWriter(Writer.nullWriter())),
          Map.entry(URL.class, SomeAnswer::url),
          Map.entry(Date.class, () -> new Date(7)),
          Map.entry(Time.class, () -> new Time(7)),
          Map.entry(Timestamp.class, () -> new Timestamp(7)),
          Map.entry(Properties.class, Properties::new),
          Map.entry(SQLWarning.class, SQLWarning::new),
          Map.entry(RowIdLifetime.class, () -> RowIdLifetime.ROWID_VALID_FOREVER),
          Map.entry(Logger.class, Logger::getAnonymousLogger));

  private SomeAnswer() {}

  /** An answer of the type; null for {@code void}. */
  static Object of(Class<?> type) {
    if (type.isPrimitive()) {
      return SEVENS.get(type);
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 7);
    }
    if (type.isInterface()) {
      return new Stub().as(type);
    }
    Supplier<Object> made = OBJECTS.get(type);
    if (made == null) {
      throw new IllegalStateException("There is no answer of " + type + " yet: add one.");
    }
    return made.get();
  }

  private static URL url() {
    try {
      return URI.create("http://localhost/7").toURL();
    } catch (MalformedURLException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
