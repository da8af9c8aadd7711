package dev.parterre.paxos.http;

/// The HTTP status codes with which the peer port answers.
final class Codes {

  static final int OK = 200;
  static final int NO_CONTENT = 204;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;

  /// The client's disk is not the one it had.
  static final int CONFLICT = 409;

  static final int GONE = 410;
  static final int UNAVAILABLE = 503;

  private Codes() {}
}
