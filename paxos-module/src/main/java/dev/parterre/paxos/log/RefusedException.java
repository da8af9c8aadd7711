package dev.parterre.paxos.log;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A data directory that must not be used. The message is one sentence for the operator that says
/// why and names the path. Using it anyway could break a promise that this replica has made.
public final class RefusedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  RefusedException(String sentence) {
    super(sentence);
  }

  RefusedException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
