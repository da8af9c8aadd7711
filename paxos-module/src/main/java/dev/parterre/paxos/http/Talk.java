package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// Says what waits to a peer that does not ask for it: because this node is no member, and nobody
/// knows where it is reached, or because its address is wrong or blocked. One request after the
/// other, each with all that waits.
final class Talk {

  /// What newer one the peer knows is not known before it has answered.
  static final int FORMAT = Format.OLDEST_ON_WIRE;

  private static final System.Logger LOG = System.getLogger(Talk.class.getName());

  private final Peer peer;
  private final LocalNode self;
  private final Handshake handshake;

  Talk(Peer peer, LocalNode self, Handshake handshake) {
    this.peer = peer;
    this.self = self;
    this.handshake = handshake;
  }

  Thread start() {
    return Thread.ofPlatform().daemon().name("paxos-talk-" + peer.id).start(this::run);
  }

  private void run() {
    var sendBuffer = peer.sendBuffer;
    try {
      var messages = sendBuffer.takeUnasked();
      while (!messages.isEmpty()) {
        say(messages);
        sendBuffer.said(messages);
        messages = sendBuffer.takeUnasked();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What is not taken is lost: Paxos resends.
  private void say(List<OutgoingMessage> messages) throws InterruptedException {
    try (var answer =
        handshake.ask(Purpose.TALK, "", Bounds.TALK_REQUEST_MILLIS, key -> body(messages, key))) {
      if (answer != null && answer.welcome().status() == Welcome.Status.OK) {
        return;
      }
    } catch (IOException _) {
      // As good as lost on the way.
    } catch (RuntimeException e) {
      LOG.log(WARNING, "replica " + peer.id + " cannot be told anything", e);
    }
    Thread.sleep(Bounds.PAUSE_MIN_MILLIS);
  }

  /// The client library may write it once: it never resends it by its own doing.
  private RequestBody body(List<OutgoingMessage> messages, byte[] key) {
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return null;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        var frames = new FrameWriter(sink.outputStream(), key);
        var header = peer.header(self);
        var bytes = Batches.write(messages, FORMAT, header, frames);
        self.listener().sent(peer.id, (int) frames.number(), bytes);
      }
    };
  }

  void shut() {
    handshake.close();
  }
}
