package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.format.ByteWriter;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.http.Outbox.Lane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Takes to one peer what waits for it: a few lanes, each a thread with one exchange at a time.
final class PeerClient {

  private static final System.Logger LOG = System.getLogger(PeerClient.class.getName());

  private final Peer peer;
  private final Node self;
  private final OkHttpClient http;
  private final Outbox outbox;

  PeerClient(Peer peer, Node self, OkHttpClient http) {
    this.peer = peer;
    this.self = self;
    this.http = http;
    this.outbox = peer.contact().outbox;
  }

  List<Thread> start() {
    var lanes = new ArrayList<Thread>();
    for (var i = 0; i < Bounds.CONTROL_LANES; i++) {
      lanes.add(start(Lane.CONTROL, "paxos-control-" + peer.id()));
    }
    for (var i = 0; i < Bounds.BULK_LANES; i++) {
      lanes.add(start(Lane.BULK, "paxos-bulk-" + peer.id() + "-" + i));
    }
    return lanes;
  }

  private Thread start(Lane lane, String name) {
    return Thread.ofPlatform().daemon().name(name).start(() -> run(lane));
  }

  private void run(Lane lane) {
    try {
      var frames = outbox.take(lane);
      while (!frames.isEmpty()) {
        send(frames);
        frames = outbox.take(lane);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the peer's version does not have is not sent.
  private void send(List<Frame> frames) {
    var version = peer.contact().version();
    var encoded = Frames.encode(frames, version);
    if (!encoded.isEmpty()) {
      exchange(encoded, version);
    }
  }

  private void exchange(List<ByteWriter> encoded, int version) {
    var start = System.nanoTime();
    var succeeded = false;
    try (var response = call(encoded, version).execute()) {
      succeeded = isTaken(response);
      outbox.peerIsBack();
    } catch (IOException | MalformedException _) {
      outbox.failed();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "an exchange with replica " + peer.id() + " failed", e);
      outbox.failed();
    }
    self.listener().exchanged(peer.id(), System.nanoTime() - start, succeeded);
  }

  private Call call(List<ByteWriter> encoded, int version) throws IOException {
    var body = Frames.requestBody(encoded);
    var call = http.newCall(peer.exchange(version).post(body).build());
    var millis = Bounds.EXCHANGE_MILLIS + body.contentLength() / Bounds.SLOWEST_BYTES_PER_MILLI;
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    return call;
  }

  /// Whether the peer took what was sent; if so, delivers what it says in return.
  private boolean isTaken(Response response) throws IOException, MalformedException {
    if (!peer.isHeardFrom(response)) {
      return false;
    }
    if (response.code() == Codes.OK) {
      deliver(response);
    }
    return response.isSuccessful();
  }

  private void deliver(Response response) throws IOException, MalformedException {
    var length = response.body().contentLength();
    if (length < 0 || length > Bounds.BODY_BYTES) {
      throw new IOException("a response of " + length + " bytes");
    }
    var format = Peer.greeting(response).format();
    if (!Format.isKnown(format)) {
      throw new IOException("a response of format " + format);
    }
    var messages = Frames.decode(response.body().bytes(), format);
    var envelopes = messages.stream().map(it -> new Envelope(peer.id(), self.id(), it)).toList();
    // A full inbox loses them: Paxos resends.
    var _ = self.inbox().deliver(envelopes, () -> {});
  }
}
