package io.tallystick.store.jdbc.servers;

/**
 * What a {@link CuttingProxy} does to a connection when a frame comes by.
 *
 * <pre>{@code
 * Cut lost = Cut.before(Cut.Ending.RESET);     // the receiver never sees the frame
 * Cut torn = Cut.inside(Cut.Ending.CLOSE);     // it sees half of the frame
 * Cut unanswered = Cut.after(Cut.Ending.HOLD); // it sees the frame, and nothing is ever answered
 * }</pre>
 *
 * <p>After a client's frame was cut, or behind it, the server still reads what it was sent before,
 * and acts on it, perhaps a moment later than the client learns of the cut. A test that needs an
 * act to be over cuts before the server's answer instead.
 *
 * @param moment when, seen from the frame
 * @param ending how the connection ends
 */
public record Cut(Moment moment, Ending ending) {
  /** Nothing happens to the frame. */
  public static final Cut PASS = new Cut(Moment.NEVER, Ending.HOLD);

  /** When a cut happens. */
  public enum Moment {
    NEVER,
    BEFORE,
    INSIDE,
    AFTER
  }

  /** What both sides see of a cut. */
  public enum Ending {
    /** The client's connection is reset; the server sees the client's end of it closed. */
    RESET,
    /** Both see the connection closed in order. */
    CLOSE,
    /** The client's connection is reset, and the server never learns of it. */
    ORPHAN,
    /** Neither sees anything, ever, but silence; unless {@link CuttingProxy#pass} lets it go on. */
    HOLD
  }

  /** Ends the connection before the receiver has any of the frame. */
  public static Cut before(Ending ending) {
    return new Cut(Moment.BEFORE, ending);
  }

  /** Ends the connection when the receiver has half of the frame. */
  public static Cut inside(Ending ending) {
    return new Cut(Moment.INSIDE, ending);
  }

  /** Ends the connection when the receiver has the frame, before anything comes back. */
  public static Cut after(Ending ending) {
    return new Cut(Moment.AFTER, ending);
  }

  boolean happens() {
    return moment != Moment.NEVER;
  }

  /** How many bytes of a frame the receiver has when the cut happens. */
  int passed(int bytes) {
    return switch (moment) {
      case BEFORE -> 0;
      case INSIDE -> bytes / 2;
      case AFTER, NEVER -> bytes;
    };
  }
}
