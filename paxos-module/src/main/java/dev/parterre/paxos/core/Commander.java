package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import java.util.HashSet;
import java.util.Set;

/// Phase 2 of one slot: gathers acceptances (*PMMC*, figure 6a; there a thread, here an object). A
/// large value takes long, and an answer that did not come in time may only be late: each resend
/// doubles the time until the next.
final class Commander {

  private static final int DOUBLED_MAX = 3;

  /// The throughput of a slow link and a slow disk in a row.
  private static final int BYTES_PER_MILLI = 16 << 10;

  private final PValue pvalue;
  private final Set<NodeId> accepted = new HashSet<>();
  private final long patience;
  private int resent;
  private long sentAt;

  Commander(PValue pvalue, int resendMillis, long nowMillis) {
    this.pvalue = pvalue;
    patience = resendMillis + pvalue.proposal().bytes() / BYTES_PER_MILLI;
    sentAt = nowMillis;
  }

  PValue pvalue() {
    return pvalue;
  }

  Set<NodeId> accepted() {
    return accepted;
  }

  long deadline() {
    return sentAt + (patience << Math.min(resent, DOUBLED_MAX));
  }

  void sentAgain(long nowMillis) {
    resent++;
    sentAt = nowMillis;
  }
}
