package dev.parterre.reservation.cli;

import java.io.Serial;

/// Why a command ends with 1: one sentence for the person who called it.
public final class Failure extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public Failure(String sentence) {
    super(sentence);
  }
}
