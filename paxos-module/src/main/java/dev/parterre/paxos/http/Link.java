package dev.parterre.paxos.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/// All that reaches one peer at one address: the streams it is asked for, what is said to it
/// unasked, their connections and threads.
final class Link {

  final Contact contact;
  final URI address;
  final Peer peer;

  private final OkHttpClient http = HttpClients.create(Lane.values().length + 1);
  private final Map<Lane, IncomingStream> streams = new EnumMap<>(Lane.class);
  private final Talk talk;
  private final List<Thread> threads = new ArrayList<>();

  /// @throws IllegalArgumentException when the address is not an http one
  Link(Contact contact, URI address, Node self) {
    this.contact = contact;
    this.address = address;
    this.peer = Peer.of(contact, address);
    this.talk = new Talk(peer, self, http);
    var hearing = new Hearing();
    for (var lane : Lane.values()) {
      streams.put(lane, new IncomingStream(peer, self, lane, http, hearing));
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
    contact.sendBuffer.close();
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
