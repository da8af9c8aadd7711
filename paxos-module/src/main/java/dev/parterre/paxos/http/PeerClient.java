package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.http.Outbox.Lane;
import dev.parterre.paxos.http.Transport.Inbox;
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

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;

  private final Peer peer;
  private final NodeId self;
  private final OkHttpClient http;
  private final Outbox outbox;
  private final Inbox inbox;
  private final ExchangeListener listener;

  PeerClient(
      Peer peer,
      NodeId self,
      OkHttpClient http,
      Outbox outbox,
      Inbox inbox,
      ExchangeListener listener) {
    this.peer = peer;
    this.self = self;
    this.http = http;
    this.outbox = outbox;
    this.inbox = inbox;
    this.listener = listener;
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
        exchange(frames);
        frames = outbox.take(lane);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void exchange(List<Frame> frames) {
    var start = System.nanoTime();
    var succeeded = false;
    try (var response = call(frames).execute()) {
      succeeded = isTaken(response);
      outbox.peerIsBack();
    } catch (IOException | MalformedException _) {
      outbox.failed();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "an exchange with replica " + peer.id() + " failed", e);
      outbox.failed();
    }
    listener.exchanged(peer.id(), System.nanoTime() - start, succeeded);
  }

  private Call call(List<Frame> frames) throws IOException {
    var body = Frames.requestBody(frames);
    var call = http.newCall(peer.exchange().newBuilder().post(body).build());
    var millis = Bounds.EXCHANGE_MILLIS + body.contentLength() / Bounds.SLOWEST_BYTES_PER_MILLI;
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    return call;
  }

  /// Whether the peer took what was sent; if so, delivers what it says in return.
  private boolean isTaken(Response response) throws IOException, MalformedException {
    if (response.code() == UNAUTHORIZED) {
      listener.refusedBy(peer.id());
      return false;
    }
    if (response.code() != OK && response.code() != NO_CONTENT) {
      return false;
    }
    if (!peer.isProven(response)) {
      throw new IOException("a stranger answers at the address of replica " + peer.id());
    }
    if (response.code() == OK) {
      deliver(response);
    }
    return true;
  }

  private void deliver(Response response) throws IOException, MalformedException {
    var length = response.body().contentLength();
    if (length < 0 || length > Bounds.BODY_BYTES) {
      throw new IOException("a response of " + length + " bytes");
    }
    var messages = Frames.decode(response.body().bytes());
    var envelopes = messages.stream().map(it -> new Envelope(peer.id(), self, it)).toList();
    // A full inbox loses them: Paxos resends.
    var _ = inbox.deliver(envelopes, () -> {});
  }
}
