package dev.parterre.paxos.http;

/// What bounds memory, threads and waiting between peers.
final class Bounds {

  /// The largest command, and room for the rest of its batch.
  static final int BODY_BYTES = 48 << 20;

  /// Bodies of all exchanges that are being read or answered at one node.
  static final int BODIES_BYTES = 2 * BODY_BYTES;

  static final int BODY_FRAMES = 8192;

  /// What waits for one peer; beyond it the oldest is dropped.
  static final int OUTBOX_FRAMES = 4096;

  static final int OUTBOX_BYTES = 64 << 20;

  /// A lane takes no further frame into an exchange that holds as many bytes.
  static final int LANE_BYTES = 1 << 20;

  /// More than this does not ride on a response: a response is to come back soon.
  static final int RESPONSE_BYTES = 1 << 20;

  /// Control messages join a bulk exchange that is not larger than this.
  static final int JOINED_BYTES = 64 << 10;

  /// What waits for a replica that asks and is not a member; a larger single frame is let through.
  static final int GUEST_BYTES = 8 << 20;

  static final int GUESTS = 16;

  static final int GUEST_SILENCE_MILLIS = 60_000;

  /// Snapshots that are served at once, and how fast they go together: a leader that serves one has
  /// other things to do.
  static final int TRANSFERS = 2;

  static final int TRANSFER_BYTES_PER_SECOND = 32 << 20;

  /// What one request brings of a snapshot, and what of it is read and kept at a time.
  static final int TRANSFER_BYTES = 8 << 20;

  static final int TRANSFER_PIECE_BYTES = 256 << 10;

  static final int TRANSFER_MILLIS = 10_000;

  /// Requests for a snapshot that may fail one after the other, and the pause after each.
  static final int FETCH_ATTEMPTS = 5;

  static final int FETCH_PAUSE_MILLIS = 500;

  /// Why a replica's disk is objected to.
  static final int CLAUSE_BYTES = 1 << 10;

  static final int BULK_LANES = 3;

  static final int CONTROL_LANES = 1;

  static final int CONNECT_MILLIS = 500;

  /// An exchange is answered after so long, even if its turn has not ended.
  static final int HOLD_MILLIS = 1500;

  /// The asking side's patience, beyond [#HOLD_MILLIS], for a small body; a larger one gets more.
  static final int EXCHANGE_MILLIS = 2500;

  static final int SLOWEST_BYTES_PER_MILLI = 4 << 10;

  static final int WATCH_MILLIS = 10_000;

  /// After a broken connection: the first and the longest pause before the next attempt.
  static final int PAUSE_MIN_MILLIS = 50;

  static final int PAUSE_MAX_MILLIS = 500;

  static final int CLOSE_MILLIS = 5000;

  /// Connections to the peer port, and threads that serve them.
  static final int CONNECTIONS = 512;

  static final int HANDLERS = 256;

  /// The asking side lets go of an idle connection first, so that it never asks on one that the
  /// other side is closing.
  static final int IDLE_SECONDS_CLIENT = 20;

  static final int IDLE_SECONDS_SERVER = 60;

  /// A request must have arrived, and a response must be gone, within these.
  static final int REQUEST_SECONDS = 15;

  static final int RESPONSE_SECONDS = 30;

  static final int HEADERS = 32;

  static final int HEADERS_BYTES = 16 << 10;

  private Bounds() {}
}
