package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.EventId;

/// What an event's tickets are signed with. Immutable: when it is revoked, a copy replaces it.
///
/// @param seed what the private key is made from: a secret of the replicas
/// @param isRevoked whether tickets that were signed with it are not valid any more
/// @param number counted from 1 over all events
public record TicketKey(Id id, SecretId seed, boolean isRevoked, long number) {

  /// The format level that added tickets.
  static final int LEVEL = FormatLevel.SEVENTH;

  /// How many keys an event may have in all its time.
  static final int KEYS_MAX = 100;

  /// @param version counted from 1 in each event
  public record Id(EventId eventId, int version) {}

  TicketKey revoked() {
    return new TicketKey(id, seed, true, number);
  }
}
