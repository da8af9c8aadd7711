package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Replicas that know the secret, ask, and are not members: a new one that is to learn before
/// anybody was told of it. They ask for what this node says to them, as members do; but nobody asks
/// them: they talk.
final class Guests {

  private final LocalNode self;
  private final LongSupplier nanoClock;
  private final Map<NodeId, Guest> guests = new HashMap<>();

  private record Guest(Peer peer, long heardNanos) {}

  Guests(LocalNode self, LongSupplier nanoClock) {
    this.self = self;
    this.nanoClock = nanoClock;
  }

  /// A guest has proved itself and asks.
  ///
  /// @return null when there are too many
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

  /// One that reads a stream here is not.
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

  /// It is a member now, or all is over.
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
