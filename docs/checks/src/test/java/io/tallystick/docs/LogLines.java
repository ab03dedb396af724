package io.tallystick.docs;

import java.util.ArrayList;
import java.util.List;
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

/** The provider of loggers in these tests: keeps what the library tells its log. */
public final class LogLines implements SLF4JServiceProvider {
  private static final String ROOMS = "io.tallystick.";
  private static final List<String> LINES = new ArrayList<>();

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** Everything that was told since this was called last. */
  public static List<String> take() {
    synchronized (LINES) {
      List<String> taken = List.copyOf(LINES);
      LINES.clear();
      return taken;
    }
  }

  /** Everything that was told since it was taken last; it stays. */
  public static List<String> seen() {
    synchronized (LINES) {
      return List.copyOf(LINES);
    }
  }

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
    take();
  }

  /** A logger that keeps what people read, and none of what is for who looks for faults. */
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
      return isWarnEnabled();
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return isWarnEnabled();
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
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
      synchronized (LINES) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        LINES.add(level + " " + text + (failure == null ? "" : ": " + failure));
      }
    }
  }
}
