package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Replicas that know the secret and send requests, but are not members: such as a new one that
/// learns before the cluster has been told about it. They ask for this node's streams, as members
/// do; but nobody knows their addresses, so they send their own messages by [Talk].
final class Guests {

  private final LocalNode self;
  private final LongSupplier nanoClock;
  private final Map<NodeId, Guest> guests = new HashMap<>();

  private record Guest(Peer peer, long heardNanos) {}

  Guests(LocalNode self, LongSupplier nanoClock) {
    this.self = self;
    this.nanoClock = nanoClock;
  }

  /// A guest has proved that it knows the secret, and sends a request.
  ///
  /// @return null when there are too many guests
  synchronized @Nullable Peer heard(NodeId id) {
    forgetSilent();
    var guest = guests.get(id);
    if (guest == null && guests.size() == Bounds.GUESTS) {
      return null;
    }
    var peer = guest == null ? new Peer(id, self, Bounds.GUEST_BYTES) : guest.peer();
    guests.put(id, new Guest(peer, nanoClock.getAsLong()));
    return peer;
  }

  synchronized void forgetSilent() {
    var now = nanoClock.getAsLong();
    var longest = TimeUnit.MILLISECONDS.toNanos(Bounds.GUEST_SILENCE_MILLIS);
    guests.values().removeIf(guest -> isSilent(guest, now - longest) && letGo(guest));
  }

  /// A guest that reads a stream of this node is not silent.
  private static boolean isSilent(Guest guest, long sinceNanos) {
    return guest.heardNanos() - sinceNanos < 0 && guest.peer().sendBuffer.streams().isEmpty();
  }

  private static boolean letGo(Guest guest) {
    guest.peer().sendBuffer.close();
    return true;
  }

  synchronized @Nullable Peer find(NodeId id) {
    var guest = guests.get(id);
    return guest == null ? null : guest.peer();
  }

  /// The guest has become a member.
  synchronized void remove(NodeId id) {
    var guest = guests.remove(id);
    if (guest != null) {
      letGo(guest);
    }
  }

  synchronized List<Peer> all() {
    return guests.values().stream().map(Guest::peer).toList();
  }

  synchronized void close() {
    guests.values().forEach(Guests::letGo);
    guests.clear();
  }
}
