package dev.parterre.paxos.http;

import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.io.IOException;
import java.net.URI;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/// Another replica as the asking side sees it.
final class Peer {

  private final Contact contact;
  private final Node self;
  private final HttpUrl address;
  private final HttpUrl exchange;
  private final Headers headers;

  private Peer(Contact contact, Node self, HttpUrl address) {
    this.contact = contact;
    this.self = self;
    this.address = address;
    this.exchange = url(Wire.EXCHANGE_PATH).build();
    this.headers =
        new Headers.Builder()
            .add(Wire.FROM, self.id().toString())
            .add(Wire.TO, contact.id.toString())
            .add(Wire.NEWEST, Wire.VERSION)
            .add(Wire.PROOF, contact.ourProof)
            .add("User-Agent", "parterre")
            .add("Accept-Encoding", "identity")
            .build();
  }

  /// @throws IllegalArgumentException when the address is not an http one
  static Peer of(Contact contact, URI address, Node self) {
    return new Peer(contact, self, check(contact.id, address));
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

  Contact contact() {
    return contact;
  }

  /// @param version in which the body is written
  Request.Builder exchange(int version) {
    return request(exchange, version);
  }

  Request.Builder request(HttpUrl url, int version) {
    return new Request.Builder()
        .url(url)
        .headers(headers)
        .header(Wire.FORMAT, Integer.toString(version))
        .header(Wire.STORAGE, self.claim().toString());
  }

  HttpUrl.Builder url(String path) {
    return address.newBuilder().encodedPath(path).query(null).fragment(null);
  }

  /// Whether it is the peer that answers, its disk is the one it had, and it says the same of ours.
  /// If not, the listener is told.
  ///
  /// @throws IOException when somebody else answers
  boolean isHeardFrom(Response response) throws IOException {
    if (response.code() == Codes.UNAUTHORIZED) {
      self.listener().refusedBy(id());
      return false;
    }
    if (!contact.isProof(response.header(Wire.PROOF))) {
      learnFromStranger(response);
      return false;
    }
    var greeting = greeting(response);
    contact.reads(greeting.newest());
    var objection = contact.objection(greeting, self.disk().check());
    if (objection != null) {
      self.listener().otherDisk(id(), objection);
      return false;
    }
    if (response.code() == Codes.CONFLICT) {
      self.listener().disowned(id(), response.peekBody(Bounds.CLAUSE_BYTES).string());
      return false;
    }
    return true;
  }

  /// A replica of the first format refuses a later one before it proves itself, without a word.
  private void learnFromStranger(Response response) throws IOException {
    if (response.isSuccessful()) {
      throw new IOException("a stranger answers at the address of replica " + id());
    }
    if (response.code() == Codes.BAD_REQUEST && response.body().contentLength() == 0) {
      contact.reads(Format.OLDEST);
    }
  }

  /// In which format a response that [#isHeardFrom] is written.
  static Greeting greeting(Response response) throws IOException {
    try {
      return Greeting.of(response::header);
    } catch (MalformedException malformed) {
      throw new IOException("a response with a bad header", malformed);
    }
  }
}
