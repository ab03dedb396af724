package io.tallystick.store.jdbc.servers;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/** A connection through a proxy: two sockets, and a thread for each direction. */
final class Link {
  private final int number;
  private final Socket client;
  private final Socket server;
  private final Framing framing;
  private final Traffic traffic;
  private final Runnable whenCut;

  /** Changes in {@link Traffic#change}, so that who waits there sees it. */
  private volatile boolean held;

  /** The client is gone, or as good as gone: nothing more is passed on to it. */
  private volatile boolean cut;

  private volatile boolean closed;

  Link(int number, Socket client, Socket server, Framing framing, Traffic traffic, Runnable whenCut)
      throws IOException {
    this.number = number;
    this.client = client;
    this.server = server;
    this.framing = framing;
    this.traffic = traffic;
    this.whenCut = whenCut;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() throws IOException {
    new Direction(Frame.Sender.CLIENT, client, server).start();
    new Direction(Frame.Sender.SERVER, server, client).start();
  }

  boolean isOpen() {
    return !cut && !closed;
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets a held link go on. */
  void release() {
    traffic.change(() -> held = false);
  }

  /** Cuts the link now, wherever it is. */
  void cut(Cut.Ending ending) {
    if (claim(ending)) {
      finish(ending);
    }
  }

  /** Ends both sides. */
  void close() {
    traffic.change(() -> closed = true);
    reset(client);
    quietly(server::close);
  }

  /** Whether this cut comes first. From now on the other direction passes nothing on. */
  private boolean claim(Cut.Ending ending) {
    boolean[] first = new boolean[1];
    traffic.change(
        () -> {
          boolean holds = ending == Cut.Ending.HOLD;
          first[0] = !cut && !closed && !(holds && held);
          if (first[0]) {
            held = holds;
            cut = !holds;
            whenCut.run();
          }
        });
    return first[0];
  }

  private void finish(Cut.Ending ending) {
    switch (ending) {
      case RESET, ORPHAN -> reset(client);
      case CLOSE -> quietly(client::shutdownOutput);
      case HOLD -> {
        return;
      }
    }
    if (ending != Cut.Ending.ORPHAN) {
      // No reset: that could overtake what the server was sent, and was to act on.
      quietly(server::shutdownOutput);
    }
  }

  static void reset(Socket socket) {
    quietly(
        () -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
  }

  private static void quietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException alreadyClosed) {
      return;
    }
  }

  /** Something that closes. */
  private interface Closing {
    void close() throws IOException;
  }

  /** Passes on what one side sends. */
  private final class Direction {
    private final Frame.Sender sender;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, Integer> seen = new HashMap<>();
    private int frames;

    Direction(Frame.Sender sender, Socket from, Socket to) throws IOException {
      this.sender = sender;
      in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
      out = to.getOutputStream();
    }

    void start() {
      Thread thread = new Thread(this::run, "proxy-" + number + "-" + sender);
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      boolean orderly = false;
      try {
        while (passOne()) {
          frames++;
        }
        orderly = true;
      } catch (IOException broken) {
        orderly = false;
      } finally {
        end(orderly);
      }
    }

    private boolean passOne() throws IOException {
      boolean isFirst = in.available() == 0;
      Framing.Message message = framing.read(sender, in);
      if (message == null) {
        return false;
      }
      if (!cut) {
        Cut ruled = traffic.judge(frame(message));
        // What comes in one burst is under way at the same time: it is delayed once.
        if (isFirst) {
          traffic.delay(this::isOver);
        }
        carry(message.bytes(), ruled);
      }
      return true;
    }

    private void carry(byte[] bytes, Cut ruled) throws IOException {
      awaitRelease();
      if (ruled.happens() && claim(ruled.ending())) {
        int passed = ruled.passed(bytes.length);
        traffic.write(bytes, 0, passed, out, () -> closed);
        finish(ruled.ending());
        awaitRelease();
        traffic.write(bytes, passed, bytes.length, out, this::isOver);
      } else {
        // The other direction may have been held just now.
        awaitRelease();
        traffic.write(bytes, 0, bytes.length, out, this::isOver);
      }
    }

    private Frame frame(Framing.Message message) {
      int ofType = seen.merge(message.type(), 1, Integer::sum);
      return new Frame(number, sender, frames + 1, ofType, message.type(), message.text());
    }

    private void awaitRelease() {
      traffic.awaitRelease(() -> held, this::isOver);
    }

    private boolean isOver() {
      return cut || closed;
    }

    /** Passes on that the sender has ended, too: at once, or when the link is no longer held. */
    private void end(boolean orderly) {
      awaitRelease();
      if (sender == Frame.Sender.CLIENT) {
        if (!cut) {
          quietly(server::shutdownOutput);
        }
      } else if (orderly) {
        quietly(client::close);
        quietly(server::close);
        traffic.change(() -> closed = true);
      } else {
        close();
      }
    }
  }
}
