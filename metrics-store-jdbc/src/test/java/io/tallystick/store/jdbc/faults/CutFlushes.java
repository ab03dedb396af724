package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CutRule;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.Frame;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Flushes through a proxy that cuts some of them, and what became of these. */
final class CutFlushes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CuttingProxy proxy;
  private final StorageBackend cutOff;
  private final StorageBackend direct;
  private final FlushedRecording recording;
  private int flushes;
  private int refused;
  private int stored;

  /** Flushes that give an answer up after a time. */
  CutFlushes(DatabaseServer server, Duration answerTime) {
    proxy = CuttingProxy.before(server);
    String url = server.freshSchema();
    cutOff = Servers.open(server, proxy.through(url), answerTime);
    direct = Servers.open(server, url, PATIENCE);
    recording = new FlushedRecording(cutOff.buckets());
    settle();
  }

  /** Flushes that are never given up while they are not cut. */
  CutFlushes(DatabaseServer server) {
    this(server, PATIENCE);
  }

  CuttingProxy proxy() {
    return proxy;
  }

  FlushedRecording recording() {
    return recording;
  }

  /** How many flushes there were under a rule. */
  int flushes() {
    return flushes;
  }

  /** How many of them failed. */
  int refused() {
    return refused;
  }

  /** How many of those that failed were in the store all the same. */
  int storedAllTheSame() {
    return stored;
  }

  /** Flushes without a rule until all is written, on a connection that works. */
  void settle() {
    proxy.pass();
    recording.flushUntilWritten();
    recording.record();
    recording.flushUntilWritten();
  }

  /** How many frames each side sends in a flush of series that are known. */
  Map<Frame.Sender, Integer> frames() {
    Map<Frame.Sender, Integer> frames = new EnumMap<>(Frame.Sender.class);
    flush(
        frame -> {
          frames.merge(frame.sender(), 1, Integer::sum);
          return Cut.PASS;
        });
    return frames;
  }

  /** Records, flushes once under a rule, and then without until all is written. */
  void flush(CutRule rule) {
    recording.record();
    flushWhatIsRecorded(rule);
  }

  /** Flushes once under a rule, and then without until all is written. */
  void flushWhatIsRecorded(CutRule rule) {
    int cuts = proxy.cuts();
    proxy.rule(rule);
    boolean isWritten = recording.flush();
    flushes++;
    proxy.rule(frame -> Cut.PASS);
    if (!isWritten) {
      refused++;
      stored += Sums.in(direct).equals(recording.recorded()) ? 1 : 0;
      recording.flushUntilWritten();
    } else if (proxy.cuts() > cuts) {
      settle(); // it was cut behind the last answer
    }
  }

  /** The store has what was recorded, neither less nor more. */
  void requireExact(String circumstances) {
    assertThat(Sums.in(direct)).as(circumstances).isEqualTo(recording.recorded());
  }

  @Override
  public void close() {
    proxy.pass();
    cutOff.close();
    direct.close();
    proxy.close();
  }
}
