package dev.parterre.paxos.http;

import com.sun.net.httpserver.HttpExchange;
import dev.parterre.paxos.http.Secret.Label;
import dev.parterre.paxos.http.Welcome.Status;
import java.io.IOException;

/// A request of a peer that has proved that it knows the secret. Each answer proves that this node
/// knows it, too, and says how far its disk is and what it thinks of the other's.
///
/// @param bytes those of the hello
record PeerRequest(HttpExchange http, LocalNode self, Hello hello, byte[] bytes) {

  /// Answers with nothing but a welcome.
  void end(Status status, DiskVerdict verdict, String clause) throws IOException {
    var _ =
        answer(
            new Welcome(status, format(), false, verdict, self.claim(), clause, self.level()), -1);
  }

  /// Answers with a welcome that is followed by frames.
  ///
  /// @return the key of the frames
  byte[] begin(boolean asks, DiskVerdict verdict) throws IOException {
    return answer(
        new Welcome(Status.OK, format(), asks, verdict, self.claim(), "", self.level()), 0);
  }

  private int format() {
    return hello.commonFormat();
  }

  private byte[] answer(Welcome welcome, int length) throws IOException {
    var said = welcome.toBytes();
    var headers = http.getResponseHeaders();
    headers.set(Headers.WELCOME, Headers.encode(said));
    headers.set(Headers.PROOF, Headers.encode(self.secret().proof(Label.WELCOME, bytes, said)));
    http.sendResponseHeaders(welcome.status().code, length);
    return self.secret().proof(Label.ANSWERED_FRAMES, bytes, said);
  }
}
