package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// Sends what waits to a peer that does not ask for it: because this node is not a member, so that
/// nobody knows its address, or because its address is wrong or blocked. One request after the
/// other, each with everything that waits.
final class Talk {

  /// Whether the peer knows a newer one is not known before it answers.
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

  /// What the peer does not take is lost: Paxos resends.
  private void say(List<OutgoingMessage> messages) throws InterruptedException {
    try (var answer =
        handshake.ask(Purpose.TALK, "", Bounds.TALK_REQUEST_MILLIS, key -> body(messages, key))) {
      if (answer != null && answer.welcome().status() == Welcome.Status.OK) {
        return;
      }
    } catch (IOException _) {
      // The same as if it were lost on the way.
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Nothing can be sent to replica " + peer.id + "; it is tried again.", e);
    }
    Thread.sleep(Bounds.PAUSE_MIN_MILLIS);
  }

  /// One-shot: the client library must not resend it on its own.
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
