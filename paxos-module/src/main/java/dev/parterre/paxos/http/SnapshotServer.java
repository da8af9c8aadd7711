package dev.parterre.paxos.http;

import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/// Hands this node's snapshot to peers, a few at once, and slowly enough that its other work does
/// not suffer.
final class SnapshotServer {

  private final Snapshots snapshots;
  private final Semaphore transfers = new Semaphore(Bounds.TRANSFERS);
  private final Pace pace = new Pace(Bounds.TRANSFER_BYTES_PER_SECOND);

  SnapshotServer(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  void serve(PeerCall call) throws IOException {
    var request = SnapshotRequest.of(call.http().getRequestURI().getRawQuery());
    if (request == null) {
      call.answer(Codes.BAD_REQUEST);
    } else if (!transfers.tryAcquire()) {
      call.answer(Codes.UNAVAILABLE);
    } else {
      try {
        serve(call, request);
      } finally {
        transfers.release();
      }
    }
  }

  private void serve(PeerCall call, SnapshotRequest request) throws IOException {
    var left = request.answerBytes();
    var piece = read(request, 0, left);
    if (piece.length == 0) {
      call.answer(Codes.GONE);
      return;
    }
    var out = call.begin(call.from().version(), left);
    while (true) {
      await(piece.length);
      Frames.write(piece, piece.length, out);
      left -= piece.length;
      if (left == 0) {
        out.close();
        return;
      }
      piece = read(request, request.answerBytes() - left, left);
      if (piece.length == 0) {
        throw new IOException("the snapshot is not kept any more");
      }
    }
  }

  private byte[] read(SnapshotRequest request, int done, int left) throws IOException {
    var bytes = Math.min(left, Bounds.TRANSFER_PIECE_BYTES);
    var piece = snapshots.read(request.snapshot(), request.offset() + done, bytes);
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
