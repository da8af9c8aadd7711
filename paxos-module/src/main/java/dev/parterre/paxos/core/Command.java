package dev.parterre.paxos.core;

import java.util.Arrays;
import java.util.UUID;

/// What a caller wants done, exactly once. The consensus core never looks into `payload`.
///
/// @param id it is applied at most once under this id
/// @param fingerprint of the request behind it; the same id with another fingerprint is refused
/// @param payload what the state machine is given; owned by the command, never to be changed
/// @param born the index of the state of the node that took it from its caller, at that moment.
///   Whether it was applied before is known only as long as nothing applied after that index is
///   forgotten
public record Command(CommandId id, long fingerprint, byte[] payload, long born) {

  /// For a command whose age does not matter.
  public static final long AGELESS = Long.MAX_VALUE;

  public Command(CommandId id, long fingerprint, byte[] payload) {
    this(id, fingerprint, payload, AGELESS);
  }

  /// A command under an id that the caller chose: the same id with the same payload is the same
  /// command.
  public static Command of(UUID id, byte[] payload) {
    var name = new CommandId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    return new Command(name, Arrays.hashCode(payload), payload);
  }

  public Command bornAt(long index) {
    return new Command(id, fingerprint, payload, index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Command that
        && id.equals(that.id)
        && fingerprint == that.fingerprint
        && born == that.born
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
