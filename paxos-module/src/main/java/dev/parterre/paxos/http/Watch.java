package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.http.Transport.Inbox;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// Learns at once that a peer's process is gone: reads a response that the peer holds open. When it
/// breaks, so did the process or its machine. A process that merely hangs is not noticed here.
final class Watch {

  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  /// The peer ends a response before; one that does not is cut off from us.
  private static final int PATIENCE_MILLIS = Bounds.WATCH_MILLIS + Bounds.EXCHANGE_MILLIS;

  private final Peer peer;
  private final OkHttpClient http;
  private final Inbox inbox;
  private boolean isReachable = true;
  private int pauseMillis = Bounds.PAUSE_MIN_MILLIS;
  private volatile @Nullable Call current;
  private volatile boolean closed;

  Watch(Peer peer, OkHttpClient http, Inbox inbox) {
    this.peer = peer;
    this.http = http;
    this.inbox = inbox;
  }

  Thread start() {
    return Thread.ofPlatform().daemon().name("paxos-watch-" + peer.id()).start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        if (!isSeenToTheEnd()) {
          Thread.sleep(pauseMillis);
          pauseMillis = Math.min(2 * pauseMillis, Bounds.PAUSE_MAX_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSeenToTheEnd() {
    var call =
        http.newCall(
            peer.request(peer.url(Wire.WATCH_PATH).build(), peer.contact().version()).build());
    call.timeout().timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    current = call;
    if (closed) {
      return false;
    }
    try (var response = call.execute()) {
      if (!peer.isHeardFrom(response) || response.code() != Codes.OK) {
        return false;
      }
      reached();
      response.body().source().skip(1);
      return true;
    } catch (IOException _) {
      broken();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "the watch over replica " + peer.id() + " failed", e);
    }
    return false;
  }

  private void reached() {
    isReachable = true;
    pauseMillis = Bounds.PAUSE_MIN_MILLIS;
    peer.contact().outbox.peerIsBack();
  }

  /// Told once, until the peer was reached again.
  private void broken() {
    if (isReachable && !closed) {
      isReachable = false;
      inbox.unreachable(peer.id());
    }
  }

  /// The client's dispatcher forgets a call whose response has begun: it is cancelled here.
  void shut() {
    closed = true;
    var call = current;
    if (call != null) {
      call.cancel();
    }
  }
}
