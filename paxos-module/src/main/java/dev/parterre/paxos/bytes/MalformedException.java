package dev.parterre.paxos.bytes;

import java.io.Serial;

/// The bytes are not what a format writes: they are damaged, truncated, or made by something else.
public final class MalformedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }
}
