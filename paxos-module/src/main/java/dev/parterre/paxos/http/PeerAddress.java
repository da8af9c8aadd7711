package dev.parterre.paxos.http;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import okhttp3.HttpUrl;

/// Where a peer is reached.
///
/// @param uri as it was given
record PeerAddress(NodeId id, URI uri, HttpUrl base) {

  /// @throws IllegalArgumentException when the URI is not an http address
  static PeerAddress of(NodeId id, URI uri) {
    var base = HttpUrl.get(uri);
    if (base == null || base.isHttps()) {
      throw new IllegalArgumentException(
          "the peer address of replica " + id + " is not an http address: " + uri);
    }
    return new PeerAddress(id, uri, base);
  }

  HttpUrl url(String path) {
    return base.newBuilder().encodedPath(path).query(null).fragment(null).build();
  }
}
