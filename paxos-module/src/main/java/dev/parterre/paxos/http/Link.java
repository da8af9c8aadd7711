package dev.parterre.paxos.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/// The way to one peer at one address: the streams that this node asks it for, what is said to it
/// unasked, and their connections and threads.
final class Link {

  final Peer peer;
  final PeerAddress address;

  private final OkHttpClient http = HttpClients.create(Lane.values().length + 1);
  private final Map<Lane, IncomingStream> streams = new EnumMap<>(Lane.class);
  private final Talk talk;
  private final List<Thread> threads = new ArrayList<>();

  Link(Peer peer, PeerAddress address, LocalNode self) {
    this.peer = peer;
    this.address = address;
    this.talk = new Talk(peer, self, new Handshake(http, address, self));
    var hearing = new Hearing();
    for (var lane : Lane.values()) {
      var handshake = new Handshake(http, address, self);
      streams.put(lane, new IncomingStream(peer, self, lane, handshake, hearing));
    }
  }

  void start() {
    streams.values().forEach(stream -> threads.add(stream.start()));
    threads.add(talk.start());
  }

  void watch(long nowNanos) {
    streams.values().forEach(stream -> stream.watch(nowNanos));
  }

  /// Nothing is sent or told any more from here on. Does not block.
  void shut() {
    peer.sendBuffer.close();
    talk.shut();
    streams.values().forEach(IncomingStream::shut);
  }

  /// Waits until no thread is left.
  void close() {
    shut();
    threads.forEach(Thread::interrupt);
    HttpClients.close(http, threads);
  }
}
