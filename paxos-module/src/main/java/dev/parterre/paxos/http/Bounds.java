package dev.parterre.paxos.http;

import java.util.concurrent.TimeUnit;

/// Bounds on memory, threads and waiting between peers.
final class Bounds {

  /// Room for the largest command and the rest of its batch: the most that may be spread over
  /// frames.
  static final int BATCH_BYTES_MAX = 48 << 20;

  static final int BATCH_MESSAGES = 8192;

  /// A larger message goes by the bulk stream, so that others need not wait behind it.
  static final int CONTROL_MESSAGE_BYTES = 16 << 10;

  /// A message that would make a batch larger than this waits for the next batch.
  static final int CONTROL_BATCH_BYTES = 256 << 10;

  static final int BULK_BATCH_BYTES = 1 << 20;

  /// What may wait for one peer in one lane; beyond it, what matters least is dropped.
  static final int SEND_BUFFER_MESSAGES = 4096;

  static final int SEND_BUFFER_BYTES = 64 << 20;

  /// What may wait for a replica that is not a member; a single larger message is let through.
  static final int GUEST_BYTES = 8 << 20;

  static final int GUESTS = 16;

  static final int GUEST_SILENCE_MILLIS = 60_000;

  /// How many snapshots are served at once, and how fast all together: a leader that serves one has
  /// other things to do.
  static final int TRANSFERS = 2;

  static final int TRANSFER_BYTES_PER_SECOND = 32 << 20;

  /// How much of a snapshot one request brings, and how much of that is read and stored at a time.
  static final int TRANSFER_BYTES = 8 << 20;

  static final int TRANSFER_PIECE_BYTES = 256 << 10;

  static final int TRANSFER_MILLIS = 10_000;

  /// How many requests for a snapshot may fail in a row, and the pause after each.
  static final int FETCH_ATTEMPTS = 5;

  static final int FETCH_PAUSE_MILLIS = 500;

  static final int CONNECT_MILLIS = 500;

  /// From the request to the first byte of the answer, and to the last byte of a token.
  static final int HANDSHAKE_MILLIS = 1500;

  /// How long a token is valid, and how many may be used within that time.
  static final int TOKEN_MILLIS = 5000;

  static final int TOKENS_USED = 1 << 12;

  /// How often a frame is sent on a stream that has nothing to send.
  static final int KEEPALIVE_MILLIS = 2000;

  /// A stream that brought nothing for this long is closed.
  static final int SILENCE_MILLIS = 7000;

  /// A peer that has not taken a single frame for this long has stopped reading.
  static final int STALL_MILLIS = 10_000;

  static final int WATCHDOG_MILLIS = 250;

  /// How long messages are kept for a peer that does not ask for them, unless they can be sent
  /// unasked.
  static final int KEPT_MILLIS = 1000;

  /// How long a peer is given for a large message that it has read, until what it carries may be
  /// sent again.
  static final int DIGESTED_MILLIS = 1000;

  /// A member that has not asked for this long is sent its messages unasked.
  static final int TALK_MILLIS = 2000;

  static final int TALK_REQUEST_MILLIS = 14_000;

  /// At most this often the inbox is told that more of a large message is coming.
  static final int RECEIVING_MILLIS = 100;

  static final int TRIAL_MILLIS = 1000;

  /// The first and the longest pause before a broken connection is tried again.
  static final int PAUSE_MIN_MILLIS = 50;

  static final int PAUSE_MAX_MILLIS = 500;

  static final int CLOSE_MILLIS = 5000;

  /// How many connections the peer port takes, and how many threads serve them.
  static final int CONNECTIONS = 512;

  static final int HANDLERS = 256;

  /// The client closes an idle connection first, so that it never sends a request on one that the
  /// server is closing.
  static final int IDLE_SECONDS_CLIENT = 20;

  static final int IDLE_SECONDS_SERVER = 60;

  /// A request must have arrived within this time; an answer may go on forever.
  static final int REQUEST_SECONDS = 15;

  static final int HEADERS = 32;

  static final int HEADERS_BYTES = 16 << 10;

  private Bounds() {}

  static long nanos(int millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
