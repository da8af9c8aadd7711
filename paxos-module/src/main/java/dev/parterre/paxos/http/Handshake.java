package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.http.Secret.Label;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Sends requests to one peer, one at a time: first for a token, then, with a hello that holds the
/// token, for what is wanted. Both sides prove that they know the secret before either believes
/// anything the other says.
final class Handshake {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final OkHttpClient http;
  private final PeerAddress peer;
  private final LocalNode self;
  private volatile @Nullable Call current;
  private volatile boolean closed;

  Handshake(OkHttpClient http, PeerAddress peer, LocalNode self) {
    this.http = http;
    this.peer = peer;
    this.self = self;
  }

  /// The answer of a peer that has proved that it knows the secret.
  ///
  /// @param key for the frames that follow
  record Answer(Hello hello, Welcome welcome, byte[] key, Response response)
      implements AutoCloseable {

    @Override
    public void close() {
      response.close();
    }
  }

  /// The body of a request, sealed with this key.
  interface Body {
    RequestBody of(byte[] key);
  }

  /// Sends a request that has no body.
  ///
  /// @param millis the time limit for the whole exchange; 0: only getting the token is limited, and
  ///   the caller watches over the rest
  @Nullable Answer ask(Purpose purpose, String subject, int millis) throws IOException {
    return ask(purpose, subject, millis, null);
  }

  /// @return null when the peer does not know this node's secret, or one side must not listen to
  ///   the other
  /// @throws IOException when there is no answer, or one that is not the peer's
  @Nullable Answer ask(Purpose purpose, String subject, int millis, @Nullable Body body)
      throws IOException {
    var nonce = new byte[Hello.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    var hello = Hello.of(purpose, self, peer.id(), nonce, token(), subject);
    var bytes = hello.toBytes();
    var request =
        new Request.Builder()
            .url(peer.url(purpose.path))
            .header(Headers.HELLO, Headers.encode(bytes))
            .header(Headers.PROOF, Headers.encode(self.secret().proof(Label.HELLO, bytes)));
    if (body != null) {
      request.post(body.of(self.secret().proof(Label.ASKING_FRAMES, bytes)));
    }
    var response = execute(request, millis);
    try {
      var welcome = welcome(bytes, response);
      if (welcome == null) {
        response.close();
        return null;
      }
      if (purpose != Purpose.TRIAL) {
        self.inbox().reads(peer.id(), welcome.level());
      }
      var said = Headers.decode(response.header(Headers.WELCOME));
      var key = self.secret().proof(Label.ANSWERED_FRAMES, bytes, said);
      return new Answer(hello, welcome, key, response);
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private byte[] token() throws IOException {
    var request = new Request.Builder().url(peer.url(Headers.CHALLENGE_PATH));
    try (var response = execute(request, Bounds.HANDSHAKE_MILLIS)) {
      return Headers.decode(response.header(Headers.TOKEN));
    }
  }

  private Response execute(Request.Builder request, int millis) throws IOException {
    var call =
        http.newCall(
            request.header("User-Agent", "parterre").header("Accept-Encoding", "identity").build());
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    current = call;
    if (closed) {
      throw new IOException("the transport is closing");
    }
    return call.execute();
  }

  private @Nullable Welcome welcome(byte[] hello, Response response) throws IOException {
    if (response.code() == Codes.UNAUTHORIZED) {
      self.listener().refusedBy(peer.id());
      return null;
    }
    var said = Headers.decode(response.header(Headers.WELCOME));
    var proof = Headers.decode(response.header(Headers.PROOF));
    if (!Secret.areEqual(self.secret().proof(Label.WELCOME, hello, said), proof)) {
      throw new IOException("a stranger answers at the address of replica " + peer.id());
    }
    try {
      var welcome = Welcome.of(said);
      return isToBeHeard(welcome) ? welcome : null;
    } catch (MalformedException malformed) {
      throw new IOException("a welcome that cannot be read", malformed);
    }
  }

  private boolean isToBeHeard(Welcome welcome) {
    var disk = welcome.disk();
    if (self.contradicts(peer.id(), disk) || welcome.status() == Welcome.Status.OTHER_FOUNDERS) {
      return false;
    }
    var objection =
        self.disk()
            .check()
            .objection(peer.id(), disk.storage(), disk.incarnation(), disk.forcedThrough());
    if (objection != null) {
      self.listener().otherDisk(peer.id(), objection);
      return false;
    }
    self.listener().judgedBy(peer.id(), welcome.verdict(), welcome.clause());
    return welcome.status() != Welcome.Status.OTHER_DISK;
  }

  /// Cancels the request that is under way.
  void cancel() {
    var call = current;
    if (call != null) {
      call.cancel();
    }
  }

  /// No request is sent after this.
  void close() {
    closed = true;
    cancel();
  }
}
