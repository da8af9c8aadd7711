package dev.parterre.paxos.core;

import java.util.HashSet;
import java.util.Set;

/// Phase 2 of one slot: gathers acceptances (*PMMC*, figure 6a; there a thread, here a record).
///
/// @param accepted who has accepted `pvalue`
record Commander(PValue pvalue, Set<NodeId> accepted) {

  Commander(PValue pvalue) {
    this(pvalue, new HashSet<>());
  }
}
