package dev.parterre.paxos.format;

import java.io.Serial;

/// The bytes are not what [Format] writes: damaged, cut short, or made by somebody else.
public final class MalformedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }
}
