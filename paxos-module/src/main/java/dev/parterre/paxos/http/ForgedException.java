package dev.parterre.paxos.http;

import java.io.IOException;
import java.io.Serial;

/// What came is not what the peer sent, or not now.
final class ForgedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final String clause;

  ForgedException(String clause) {
    super(clause);
    this.clause = clause;
  }

  String clause() {
    return clause;
  }
}
