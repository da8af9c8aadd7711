package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.catalog.EventId;
import java.util.List;

/// People who wait for seats or places of an event, to be had together. Immutable: when it is
/// offered some, a copy replaces it.
///
/// @param quantity how many they are
/// @param categories numbers in [dev.parterre.reservation.catalog.Plan#categories], of those that
///   suit them, the one that they like best first; empty if any does
/// @param client whose it is, if the event limits the holds of one client
/// @param number counted from 1 over all events, in the order in which they joined
/// @param joinedAtMillis the replicated time, in milliseconds since the epoch
/// @param isOffered whether they have been offered some: the hold [PartyId#offer]
public record Party(
    PartyId id,
    EventId eventId,
    int quantity,
    List<Integer> categories,
    Customer customer,
    Client client,
    long number,
    long joinedAtMillis,
    boolean isOffered) {

  public Party {
    categories = List.copyOf(categories);
  }

  Party offered() {
    return new Party(
        id, eventId, quantity, categories, customer, client, number, joinedAtMillis, true);
  }
}
