package dev.parterre.paxos.http;

/// Whether a peer's messages arrive at present: while they do not, one thread keeps trying and the
/// others wait.
final class Hearing {

  private boolean heard;

  synchronized void set(boolean heard) {
    this.heard = heard;
    notifyAll();
  }

  synchronized void await() throws InterruptedException {
    while (!heard) {
      wait();
    }
  }
}
