package dev.parterre.paxos.http;

import java.io.IOException;
import java.io.Serial;

/// What arrived is not what the peer sent, or did not arrive in its place.
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
