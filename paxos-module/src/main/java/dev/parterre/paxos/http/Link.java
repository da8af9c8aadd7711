package dev.parterre.paxos.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/// All that reaches one peer at one address: its lanes, its watch, their connections and threads.
final class Link {

  final Contact contact;
  final URI address;
  final Peer peer;

  private final OkHttpClient http;
  private final Watch watch;
  private final PeerClient lanes;
  private final List<Thread> threads = new ArrayList<>();

  /// @throws IllegalArgumentException when the address is not an http one
  Link(Contact contact, URI address, Node self) {
    this.contact = contact;
    this.address = address;
    this.peer = Peer.of(contact, address, self);
    this.http = HttpClients.create(Bounds.BULK_LANES + Bounds.CONTROL_LANES + 1);
    this.watch = new Watch(peer, http, self.inbox());
    this.lanes = new PeerClient(peer, self, http);
  }

  void start() {
    threads.add(watch.start());
    threads.addAll(lanes.start());
  }

  /// Nothing is sent or told any more from here on. Does not block.
  void shut() {
    watch.shut();
    contact.outbox.close();
  }

  /// Waits until no thread is left.
  void close() {
    shut();
    threads.forEach(Thread::interrupt);
    HttpClients.close(http, threads);
  }
}
