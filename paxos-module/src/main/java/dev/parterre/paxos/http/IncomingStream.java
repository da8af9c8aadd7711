package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.http.Handshake.Answer;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Requests a peer's messages, reads them for as long as the answer goes on, and requests them
/// again. A thread of its own blocks in this.
final class IncomingStream {

  private static final System.Logger LOG = System.getLogger(IncomingStream.class.getName());

  private final Peer peer;
  private final LocalNode self;
  private final Lane lane;
  private final Handshake handshake;
  private final Hearing hearing;
  private boolean isReachable = true;
  private int pauseMillis = Bounds.PAUSE_MIN_MILLIS;
  private volatile long patienceEndsNanos = Long.MAX_VALUE;
  private volatile boolean closed;

  IncomingStream(Peer peer, LocalNode self, Lane lane, Handshake handshake, Hearing hearing) {
    this.peer = peer;
    this.self = self;
    this.lane = lane;
    this.handshake = handshake;
    this.hearing = hearing;
  }

  Thread start() {
    var name = "paxos-" + lane.name().toLowerCase(Locale.ROOT) + "-" + peer.id;
    return Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        if (lane == Lane.BULK) {
          hearing.await();
        }
        if (isReadToTheEnd()) {
          pauseMillis = Bounds.PAUSE_MIN_MILLIS;
        } else {
          Thread.sleep(ThreadLocalRandom.current().nextInt(pauseMillis / 2, pauseMillis + 1));
          pauseMillis = Math.min(2 * pauseMillis, Bounds.PAUSE_MAX_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// False also if the peer ended the stream before it sent anything.
  private boolean isReadToTheEnd() {
    try (var answer = ask()) {
      if (answer == null || answer.welcome().status() != Welcome.Status.OK) {
        return false;
      }
      return read(answer);
    } catch (ForgedException forged) {
      self.listener().forged(peer.id, forged.clause());
      broken();
    } catch (IOException _) {
      broken();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "A stream from replica " + peer.id + " failed; it is opened again.", e);
      broken();
    } finally {
      patienceEndsNanos = Long.MAX_VALUE;
    }
    return false;
  }

  private @Nullable Answer ask() throws IOException {
    expectWithin(2 * Bounds.HANDSHAKE_MILLIS);
    return handshake.ask(lane.purpose, "", 0);
  }

  private void expectWithin(int millis) {
    patienceEndsNanos = System.nanoTime() + Bounds.nanos(millis);
  }

  private boolean read(Answer answer) throws IOException {
    var welcome = answer.welcome();
    var frames =
        new FrameReader(answer.response().body().source(), answer.key(), Bounds.BATCH_BYTES_MAX);
    var arrivals = new Arrivals(peer, self, welcome.disk(), welcome.format());
    var number = answer.hello().stream();
    try {
      expectWithin(Bounds.SILENCE_MILLIS);
      while (frames.read()) {
        if (frames.number() == 1) {
          begun(welcome);
        }
        expectWithin(Bounds.SILENCE_MILLIS);
        peer.read(lane, number, frames.number());
        arrivals.take(frames);
      }
      return frames.number() > 0;
    } finally {
      peer.read(lane, 0, 0);
      if (lane == Lane.CONTROL) {
        hearing.set(false);
        peer.sendBuffer.hears(false, true);
      }
    }
  }

  /// The first frame has arrived: it proves that the stream is the one that was requested.
  private void begun(Welcome welcome) {
    isReachable = true;
    pauseMillis = Bounds.PAUSE_MIN_MILLIS;
    self.listener().opened(peer.id);
    if (lane == Lane.CONTROL) {
      hearing.set(true);
      peer.sendBuffer.hears(true, welcome.asks());
    }
  }

  /// Reported once, until the peer is reached again.
  private void broken() {
    if (isReachable && !closed) {
      isReachable = false;
      self.listener().broken(peer.id);
      if (lane == Lane.CONTROL) {
        self.inbox().unreachable(peer.id);
      }
    }
  }

  /// Called by the watchdog: cancels a request that has brought nothing for too long.
  void watch(long nowNanos) {
    var ends = patienceEndsNanos;
    if (ends != Long.MAX_VALUE && nowNanos - ends > 0) {
      handshake.cancel();
    }
  }

  void shut() {
    closed = true;
    handshake.close();
  }
}
