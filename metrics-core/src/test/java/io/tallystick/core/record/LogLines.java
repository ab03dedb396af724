package io.tallystick.core.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The provider of loggers in these tests: keeps the warnings and errors of the runtime's rooms. */
public final class LogLines implements SLF4JServiceProvider {
  private static final String ROOMS = "io.tallystick.core";
  private static final List<Line> LINES = new ArrayList<>();

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** What the recording room wrote since the last call. */
  static List<String> take() {
    return take(LogLines.class.getPackageName());
  }

  /** What the classes wrote since the last call whose names begin like this. */
  public static List<String> take(String writers) {
    synchronized (LINES) {
      List<String> taken =
          LINES.stream().filter(line -> line.writer.startsWith(writers)).map(Line::text).toList();
      LINES.removeIf(line -> line.writer.startsWith(writers));
      return taken;
    }
  }

  /** A line and the class that wrote it. */
  private record Line(String writer, String text) {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Lines::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {
    take(ROOMS);
  }

  /** A logger that keeps warnings and errors. */
  private static final class Lines extends AbstractLogger {
    private static final long serialVersionUID = 1;

    Lines(String itsName) {
      name = itsName;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isWarnEnabled() {
      return name.startsWith(ROOMS);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
      return isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return isWarnEnabled();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable failure) {
      synchronized (LINES) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        LINES.add(new Line(name, level + " " + text + (failure == null ? "" : ": " + failure)));
      }
    }
  }
}
