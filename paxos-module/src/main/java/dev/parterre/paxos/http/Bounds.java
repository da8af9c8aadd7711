package dev.parterre.paxos.http;

import java.util.concurrent.TimeUnit;

/// What bounds memory, threads and waiting between peers.
final class Bounds {

  /// The largest command, and room for the rest of its batch: what may be spread over frames.
  static final int BATCH_BYTES_MAX = 48 << 20;

  static final int BATCH_MESSAGES = 8192;

  /// A message that is larger waits beside the others.
  static final int CONTROL_MESSAGE_BYTES = 16 << 10;

  /// A batch takes no further message that would make it larger.
  static final int CONTROL_BATCH_BYTES = 256 << 10;

  static final int BULK_BATCH_BYTES = 1 << 20;

  /// What waits for one peer in one lane; beyond it what matters least is dropped.
  static final int SEND_BUFFER_MESSAGES = 4096;

  static final int SEND_BUFFER_BYTES = 64 << 20;

  /// What waits for a replica that is not a member; a larger single message is let through.
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

  static final int CONNECT_MILLIS = 500;

  /// From the question to the first byte of the answer, and from the first to the last byte of a
  /// token.
  static final int HANDSHAKE_MILLIS = 1500;

  /// A token is good for so long, and so many may have been used within that time.
  static final int TOKEN_MILLIS = 5000;

  static final int TOKENS_USED = 1 << 12;

  /// Where nothing is to be said, something is said all the same.
  static final int KEEPALIVE_MILLIS = 2000;

  /// A stream on which not even that comes is broken off.
  static final int SILENCE_MILLIS = 7000;

  /// A peer that has not taken a single frame for so long does not read.
  static final int STALL_MILLIS = 10_000;

  static final int WATCHDOG_MILLIS = 250;

  /// What is for a peer that does not ask is kept for so long, unless it can be told otherwise.
  static final int KEPT_MILLIS = 1000;

  /// A member that has not asked for so long is told unasked.
  static final int TALK_MILLIS = 2000;

  static final int TALK_REQUEST_MILLIS = 14_000;

  /// That more of a large message comes is told no more often.
  static final int RECEIVING_MILLIS = 100;

  static final int TRIAL_MILLIS = 1000;

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

  /// A request must have arrived within this; an answer may go on for ever.
  static final int REQUEST_SECONDS = 15;

  static final int HEADERS = 32;

  static final int HEADERS_BYTES = 16 << 10;

  private Bounds() {}

  static long nanos(int millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
