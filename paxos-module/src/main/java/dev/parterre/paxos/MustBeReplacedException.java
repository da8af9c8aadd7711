package dev.parterre.paxos;

import java.io.IOException;
import java.io.Serial;

/// Why a node has stopped that must not be started again on its data: its peers know that its disk
/// forgot what it promised, or the majority has another state. A new node, with a new id, is to
/// take its place.
public final class MustBeReplacedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  MustBeReplacedException(String sentence) {
    super(sentence);
  }
}
