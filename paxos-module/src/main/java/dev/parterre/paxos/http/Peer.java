package dev.parterre.paxos.http;

import dev.parterre.paxos.core.NodeId;
import java.net.URI;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/// Another replica as the asking side sees it.
///
/// @param exchange a request to which only the body is missing
/// @param proof what each of its responses must carry: another process may have taken over its port
record Peer(NodeId id, Request exchange, Request watch, String proof) {

  static Peer of(NodeId id, URI address, NodeId self, Secret secret) {
    var headers =
        new Headers.Builder()
            .add(Wire.FROM, self.toString())
            .add(Wire.TO, id.toString())
            .add(Wire.FORMAT, Wire.VERSION)
            .add(Wire.PROOF, secret.proof(self, id))
            .add("User-Agent", "parterre")
            .add("Accept-Encoding", "identity")
            .build();
    return new Peer(
        id,
        request(id, address, Wire.EXCHANGE_PATH, headers),
        request(id, address, Wire.WATCH_PATH, headers),
        secret.proof(id, self));
  }

  private static Request request(NodeId id, URI address, String path, Headers headers) {
    var base = HttpUrl.get(address);
    if (base == null || base.isHttps()) {
      throw new IllegalArgumentException(
          "the peer address of replica " + id + " is not an http address: " + address);
    }
    var url = base.newBuilder().encodedPath(path).query(null).fragment(null).build();
    return new Request.Builder().url(url).headers(headers).build();
  }

  boolean isProven(Response response) {
    var given = response.header(Wire.PROOF);
    return given != null && Secret.areEqual(proof, given);
  }
}
