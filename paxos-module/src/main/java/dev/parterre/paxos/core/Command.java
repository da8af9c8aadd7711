package dev.parterre.paxos.core;

import java.util.Arrays;

/// What a caller wants done, once: the consensus core never looks into `payload`.
///
/// @param id under which it is applied at most once
/// @param fingerprint of the request behind it; the same id with another fingerprint is refused
/// @param payload what the state machine is given; owned by the command, not to be changed
public record Command(CommandId id, long fingerprint, byte[] payload) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Command that
        && id.equals(that.id)
        && fingerprint == that.fingerprint
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Command[" + id + ", " + payload.length + " bytes]";
  }
}
