package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import okhttp3.HttpUrl;

/// Another replica and where it is reached.
record Peer(Contact contact, HttpUrl address) {

  /// @throws IllegalArgumentException when the address is not an http one
  static Peer of(Contact contact, URI address) {
    return new Peer(contact, check(contact.id, address));
  }

  static HttpUrl check(NodeId id, URI address) {
    var base = HttpUrl.get(address);
    if (base == null || base.isHttps()) {
      throw new IllegalArgumentException(
          "the peer address of replica " + id + " is not an http address: " + address);
    }
    return base;
  }

  NodeId id() {
    return contact.id;
  }

  HttpUrl url(String path) {
    return address.newBuilder().encodedPath(path).query(null).fragment(null).build();
  }
}
