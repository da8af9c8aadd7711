package dev.parterre.paxos.http;

import dev.parterre.paxos.http.Welcome.Status;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Serves this node's snapshot to peers, a few at once, and slowly enough that its other work does
/// not suffer.
final class SnapshotServer {

  private final Snapshots snapshots;
  private final Semaphore transfers = new Semaphore(Bounds.TRANSFERS);
  private final Map<Thread, Long> serving = new HashMap<>();
  private final Pace pace = new Pace(Bounds.TRANSFER_BYTES_PER_SECOND);

  SnapshotServer(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  void serve(PeerRequest request, Peer peer, DiskVerdict verdict) throws IOException {
    var wanted = SnapshotRequest.of(request.hello().subject());
    if (wanted == null) {
      request.end(Status.MALFORMED, verdict, "");
    } else if (!transfers.tryAcquire()) {
      request.end(Status.BUSY, verdict, "");
    } else {
      begun();
      try {
        serve(request, peer, verdict, wanted);
      } finally {
        ended();
        transfers.release();
      }
    }
  }

  private synchronized void begun() {
    serving.put(Thread.currentThread(), System.nanoTime());
  }

  /// Clears an interrupt that came too late, so that it does not hit what this thread does next.
  private synchronized void ended() {
    serving.remove(Thread.currentThread());
    var _ = Thread.interrupted();
  }

  /// Called by the watchdog: only an interrupt ends a write to a peer that does not read.
  synchronized void watch(long nowNanos) {
    serving.forEach(
        (thread, sinceNanos) -> {
          if (nowNanos - sinceNanos > Bounds.nanos(2 * Bounds.TRANSFER_MILLIS)) {
            thread.interrupt();
          }
        });
  }

  private void serve(PeerRequest request, Peer peer, DiskVerdict verdict, SnapshotRequest wanted)
      throws IOException {
    var left = wanted.answerBytes();
    var piece = read(wanted, 0, left);
    if (piece.length == 0) {
      request.end(Status.GONE, verdict, "");
      return;
    }
    var key = request.begin(true, verdict);
    var out = request.http().getResponseBody();
    var frames = new FrameWriter(out, key);
    while (true) {
      await(piece.length);
      frames.begin(peer.header(request.self()), piece.length);
      frames.write(piece, piece.length);
      left -= piece.length;
      if (left == 0) {
        out.close();
        return;
      }
      piece = read(wanted, wanted.answerBytes() - left, left);
      if (piece.length == 0) {
        throw new IOException("the snapshot was deleted meanwhile");
      }
    }
  }

  private byte[] read(SnapshotRequest wanted, int done, int left) throws IOException {
    var bytes = Math.min(left, Bounds.TRANSFER_PIECE_BYTES);
    var piece = snapshots.read(wanted.snapshot(), wanted.offset() + done, bytes);
    return piece == null ? new byte[0] : piece;
  }

  private void await(int bytes) throws IOException {
    try {
      pace.await(bytes);
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the transport is closing");
    }
  }
}
