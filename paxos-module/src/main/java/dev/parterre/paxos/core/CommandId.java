package dev.parterre.paxos.core;

import java.util.HexFormat;

/// The 128-bit name of a command: whoever submits it again under this id gets the outcome of the
/// first time. The caller chooses it so that two commands share an id only on purpose.
public record CommandId(long high, long low) {

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
