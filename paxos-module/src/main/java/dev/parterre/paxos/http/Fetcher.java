package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Brings a peer's snapshot here, on a thread and a connection of its own, so that nothing waits
/// behind it: request by request, each for the next few bytes, on from what is here already.
final class Fetcher {

  private static final System.Logger LOG = System.getLogger(Fetcher.class.getName());

  private final Node self;
  private final Snapshots snapshots;
  private final OkHttpClient http = HttpClients.create(1);
  private @Nullable Thread thread;
  private volatile boolean closed;

  private enum Step {
    FORWARD,
    /// Not now.
    AGAIN,
    /// Not from this peer.
    NEVER
  }

  Fetcher(Node self) {
    this.self = self;
    this.snapshots = self.disk().snapshots();
  }

  synchronized void fetch(Peer peer, Snapshot snapshot) {
    if (!closed && (thread == null || !thread.isAlive())) {
      thread = Thread.ofPlatform().daemon().name("paxos-fetch").start(() -> run(peer, snapshot));
    }
  }

  private void run(Peer peer, Snapshot snapshot) {
    try {
      if (isReceived(peer, snapshot) && snapshots.adopt(snapshot)) {
        self.inbox().fetched(snapshot);
      }
    } catch (IOException | RuntimeException failure) {
      LOG.log(WARNING, "the snapshot of replica " + peer.id() + " cannot be kept", failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Gives up after a few failures without a byte between.
  private boolean isReceived(Peer peer, Snapshot snapshot)
      throws IOException, InterruptedException {
    var failures = 0;
    var received = snapshots.received(snapshot);
    while (received < snapshot.bytes() && failures < Bounds.FETCH_ATTEMPTS && !closed) {
      var step = step(peer, new SnapshotRequest(snapshot, received));
      var before = received;
      received = snapshots.received(snapshot);
      failures = received > before ? 0 : failures + 1;
      switch (step) {
        case FORWARD -> {}
        case AGAIN -> Thread.sleep(Bounds.FETCH_PAUSE_MILLIS);
        case NEVER -> failures = Bounds.FETCH_ATTEMPTS;
      }
    }
    return received == snapshot.bytes();
  }

  private Step step(Peer peer, SnapshotRequest request) throws IOException {
    var url = peer.url(Wire.SNAPSHOT_PATH).encodedQuery(request.query()).build();
    var version = peer.contact().version();
    var call = http.newCall(peer.request(url, version).build());
    call.timeout().timeout(Bounds.TRANSFER_MILLIS, TimeUnit.MILLISECONDS);
    try (var response = call.execute()) {
      if (!peer.isHeardFrom(response)) {
        return response.code() == Codes.BAD_REQUEST ? Step.AGAIN : Step.NEVER;
      }
      return switch (response.code()) {
        case Codes.OK -> receive(request, response);
        case Codes.UNAVAILABLE -> Step.AGAIN;
        default -> Step.NEVER;
      };
    } catch (IOException broken) {
      return Step.AGAIN;
    }
  }

  private Step receive(SnapshotRequest request, Response response) throws IOException {
    var length = response.body().contentLength();
    if (length != request.answerBytes()) {
      throw new IOException("a piece of a snapshot of " + length + " bytes");
    }
    var in = response.body().byteStream();
    for (var left = length; left > 0; ) {
      var piece = piece(in, (int) Math.min(left, Bounds.TRANSFER_PIECE_BYTES));
      snapshots.receive(request.snapshot(), piece);
      left -= piece.length;
    }
    return Step.FORWARD;
  }

  private static byte[] piece(InputStream in, int bytes) throws IOException {
    var piece = in.readNBytes(bytes);
    if (piece.length < bytes) {
      throw new IOException("a piece of a snapshot ends early");
    }
    return piece;
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
