package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// Fetches a peer's snapshot, on a thread and a connection of its own, so that nothing waits behind
/// it: request by request, each for the next few bytes after those that are already here.
final class Fetcher {

  private static final System.Logger LOG = System.getLogger(Fetcher.class.getName());

  private final LocalNode self;
  private final Snapshots snapshots;
  private final OkHttpClient http = HttpClients.create(1);
  private @Nullable Thread thread;
  private volatile boolean closed;

  private enum Step {
    FORWARD,
    /// Try again later.
    AGAIN,
    /// The peer no longer has it.
    GONE,
    /// This peer will not serve it.
    NEVER
  }

  Fetcher(LocalNode self) {
    this.self = self;
    this.snapshots = self.disk().snapshots();
  }

  /// @return false if another transfer is under way: then nothing is done
  synchronized boolean fetch(PeerAddress peer, Snapshot snapshot) {
    if (closed || (thread != null && thread.isAlive())) {
      return false;
    }
    thread = Thread.ofPlatform().daemon().name("paxos-fetch").start(() -> run(peer, snapshot));
    return true;
  }

  private void run(PeerAddress peer, Snapshot snapshot) {
    try {
      if (isReceived(peer, snapshot) && snapshots.adopt(snapshot)) {
        self.inbox().fetched(snapshot);
      }
    } catch (IOException | RuntimeException failure) {
      LOG.log(
          WARNING,
          "The snapshot of replica "
              + peer.id()
              + " could not be stored; it will be fetched again when a peer offers one.",
          failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Gives up after a few failures in a row without a byte received.
  private boolean isReceived(PeerAddress peer, Snapshot snapshot)
      throws IOException, InterruptedException {
    var handshake = new Handshake(http, peer, self);
    var failures = 0;
    var received = snapshots.received(snapshot);
    while (received < snapshot.bytes() && failures < Bounds.FETCH_ATTEMPTS && !closed) {
      var step = step(handshake, new SnapshotRequest(snapshot, received));
      var before = received;
      received = snapshots.received(snapshot);
      failures = received > before ? 0 : failures + 1;
      switch (step) {
        case FORWARD -> {}
        case AGAIN -> Thread.sleep(Bounds.FETCH_PAUSE_MILLIS);
        case GONE -> {
          self.inbox().gone(peer.id(), snapshot);
          return false;
        }
        case NEVER -> {
          return false;
        }
      }
    }
    return received == snapshot.bytes();
  }

  private Step step(Handshake handshake, SnapshotRequest request) throws IOException {
    try (var answer = handshake.ask(Purpose.SNAPSHOT, request.subject(), Bounds.TRANSFER_MILLIS)) {
      if (answer == null) {
        return Step.NEVER;
      }
      return switch (answer.welcome().status()) {
        case OK -> receive(request, answer);
        case BUSY -> Step.AGAIN;
        case GONE -> Step.GONE;
        case OTHER_FORMATS, MALFORMED, OTHER_DISK, OTHER_FOUNDERS -> Step.NEVER;
      };
    } catch (IOException broken) {
      return Step.AGAIN;
    }
  }

  private Step receive(SnapshotRequest request, Handshake.Answer answer) throws IOException {
    var source = answer.response().body().source();
    var frames = new FrameReader(source, answer.key(), Bounds.TRANSFER_PIECE_BYTES);
    for (var left = request.answerBytes(); left > 0; ) {
      if (!frames.read()) {
        throw new IOException("a piece of a snapshot is incomplete");
      }
      if (frames.isWhole()) {
        left -= frames.length();
        snapshots.receive(request.snapshot(), frames.copy());
      }
    }
    return Step.FORWARD;
  }

  void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    if (running != null) {
      running.interrupt();
    }
    HttpClients.close(http, running == null ? List.of() : List.of(running));
  }
}
